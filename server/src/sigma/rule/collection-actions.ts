/**
 * `action: global`, `reset` and `repeat`: documents merged into others.
 * pySigma: collection.py#deep_dict_update – merges in place, so that a repetition also changes the template or rule before it; the
 * copies here are changed in the same way, while the nodes that were read stay as they are.
 */
import type { YamlMap, YamlNode, YamlPair } from '../../yaml/nodes.ts';
import { isDict, pythonRepr, pythonTypeName } from './python-value.ts';
import { SigmaRaise } from './rule-errors.ts';

/** A mapping of our own whose entries may change; aliases of one mapping stay one mapping. */
type MutableMap = YamlMap & { readonly entries: YamlPair[] };

export class Template {
  #global: MutableMap | undefined;
  #previous: MutableMap | undefined;

  /** `action: global`: the document completes all plain rules after it. */
  set(root: YamlMap): void {
    const template = copy(root, new Map());
    remove(template, 'action');
    this.#global = template;
    this.#previous = template;
  }

  reset(): void {
    this.#global = undefined;
  }

  /** A plain rule with the template over it. */
  complete(root: YamlMap): YamlMap {
    const rule = copy(root, new Map());
    if (this.#global) merge(rule, this.#global);
    this.#previous = rule;
    return snapshot(rule);
  }

  /** `action: repeat`: the rule before, with this document over it. */
  repeat(root: YamlMap): YamlMap {
    const previous = this.#previous ?? { ...root, entries: [] };
    this.#previous = previous;
    merge(previous, copy(root, new Map()));
    return { ...snapshot(previous), span: root.span, pairs: root.pairs };
  }
}

/** What pySigma's rule keeps: its own dictionary of values, which are shared. */
function snapshot(map: MutableMap): YamlMap {
  return { ...map, entries: [...map.entries] };
}

function copy(map: YamlMap, copies: Map<YamlNode, MutableMap>): MutableMap {
  const known = copies.get(map);
  if (known) return known;
  const entries: YamlPair[] = [];
  const result: MutableMap = { ...map, entries };
  copies.set(map, result);
  for (const pair of map.entries) {
    entries.push(isDict(pair.value) ? { ...pair, value: copy(pair.value, copies) } : pair);
  }
  return result;
}

function merge(target: MutableMap, source: MutableMap): void {
  for (const { key, value, span } of [...source.entries]) {
    if (!isDict(value)) {
      put(target, { key, value, span });
      continue;
    }
    let present = find(target, key)?.value ?? { ...value, entries: [] as YamlPair[] };
    if (isDict(present)) merge(present as MutableMap, value as MutableMap);
    else present = mergeIntoOther(present, value, key);
    put(target, { key, value: present, span });
  }
}

/** A mapping merged into what is none: Python fails at its first entry, unless that is an index of a list. */
function mergeIntoOther(present: YamlNode, value: YamlMap, key: YamlNode): YamlNode {
  const type = pythonTypeName(present);
  let result = present;
  for (const entry of value.entries) {
    if (isDict(entry.value))
      throw new SigmaRaise('AttributeError', `'${type}' object has no attribute 'get'`, key.span);
    if (result.kind !== 'seq') {
      throw new SigmaRaise('TypeError', `'${type}' object does not support item assignment`, key.span);
    }
    result = { ...result, items: assign(result.items, entry, key) };
  }
  return result;
}

function assign(items: readonly YamlNode[], entry: YamlPair, key: YamlNode): readonly YamlNode[] {
  const index = entry.key.kind === 'scalar' ? entry.key.value : undefined;
  if (typeof index !== 'bigint' && typeof index !== 'boolean') {
    const message = `list indices must be integers or slices, not ${pythonTypeName(entry.key)}`;
    throw new SigmaRaise('TypeError', message, key.span);
  }
  const at = Number(index) < 0 ? items.length + Number(index) : Number(index);
  if (items[at] === undefined) throw new SigmaRaise('IndexError', 'list assignment index out of range', key.span);
  return items.with(at, entry.value);
}

function put(map: MutableMap, pair: YamlPair): void {
  const at = map.entries.findIndex((entry) => sameKey(entry.key, pair.key));
  const present = map.entries[at];
  if (present === undefined) map.entries.push(pair);
  else map.entries[at] = { ...pair, key: present.key };
}

function find(map: MutableMap, key: YamlNode): YamlPair | undefined {
  return map.entries.find((entry) => sameKey(entry.key, key));
}

function remove(map: MutableMap, key: string): void {
  const at = map.entries.findIndex((entry) => entry.key.kind === 'scalar' && entry.key.value === key);
  if (at >= 0) map.entries.splice(at, 1);
}

function sameKey(a: YamlNode, b: YamlNode): boolean {
  if (a.kind === 'scalar' && b.kind === 'scalar' && typeof a.value !== 'object' && typeof b.value !== 'object') {
    // Python: 1 == 1.0 == True, as keys too.
    const number = (value: unknown) => (typeof value === 'string' || value === null ? undefined : Number(value));
    const left = number(a.value);
    return left === undefined ? a.value === b.value : left === number(b.value);
  }
  return pythonRepr(a) === pythonRepr(b);
}
