/** Values of a rule as plain data, as Python's `json.loads(json.dumps(value, default=str))` leaves them. */
import type { ScalarValue, YamlNode } from '../../yaml/nodes.ts';
import { isPairs } from './document.ts';
import { isDict, pythonFloatRepr, pythonRepr, pythonStr, pythonTypeName } from './python-value.ts';
import { SigmaRaise } from './rule-errors.ts';

/** `bigint` is Python's int, `number` its float; a map keeps the order of its keys. */
export type PlainValue = null | boolean | bigint | number | string | PlainValue[] | PlainMap;
export type PlainMap = Map<string, PlainValue>;

/** Throws a `SigmaRaise` for keys that JSON cannot hold. */
export function plainValueOf(node: YamlNode): PlainValue {
  if (node.kind === 'scalar') return plainScalar(node.value, node);
  if (node.kind === 'seq') {
    return node.items.map((item) => (isPairs(node) ? plainPair(item) : plainValueOf(item)));
  }
  if (!isDict(node)) return pythonRepr(node);
  return new Map(node.entries.map(({ key, value }) => [plainKey(key), plainValueOf(value)]));
}

function plainPair(item: YamlNode): PlainValue {
  const pair = item.kind === 'map' ? item.entries[0] : undefined;
  return pair === undefined ? [] : [plainValueOf(pair.key), plainValueOf(pair.value)];
}

function plainScalar(value: ScalarValue, node: YamlNode): PlainValue {
  return value !== null && typeof value === 'object' ? pythonStr(node) : value;
}

export function plainKey(node: YamlNode): string {
  const value = node.kind === 'scalar' ? node.value : undefined;
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return value;
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'number':
      return jsonFloat(value);
    default: {
      const message = `keys must be str, int, float, bool or None, not ${pythonTypeName(node)}`;
      throw new SigmaRaise('TypeError', message, node.span);
    }
  }
}

/** A float in Python's JSON, which writes what is no number as `NaN` and `Infinity`. */
export function jsonFloat(value: number): string {
  if (Number.isFinite(value)) return pythonFloatRepr(value);
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}
