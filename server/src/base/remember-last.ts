/**
 * Makes something of an object and remembers it until another object is asked about. For what many ask of one rule before they turn to
 * the next: unlike a `WeakMap`, which keeps its contents until the next full collection of garbage, it holds on to one rule only.
 */
export function rememberLast<K extends object, V>(make: (key: K) => V): (key: K) => V {
  let last: { readonly key: K; readonly value: V } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: make(key) };
    return last.value;
  };
}
