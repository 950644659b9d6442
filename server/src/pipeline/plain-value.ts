/** The values of a pipeline file as Python sees them: what a YAML node constructs, mappings as `Map` with keys of any scalar type. */
import { isoDate, pythonFloatRepr, pythonStringRepr } from '../sigma/rule/python-value.ts';
import type { ScalarValue, YamlNode } from '../yaml/nodes.ts';

export type PlainScalar = ScalarValue;
export type PlainMap = ReadonlyMap<PlainScalar, PlainValue>;
export type PlainValue = PlainScalar | readonly PlainValue[] | PlainMap;

export const isPlainMap = (value: PlainValue | undefined): value is PlainMap => value instanceof Map;
export const isPlainList = (value: PlainValue | undefined): value is readonly PlainValue[] => Array.isArray(value);

/** A key that equals another one must be the same map key: dates and bytes are compared by their text. */
function mapKey(value: PlainValue): PlainScalar {
  if (typeof value === 'object' && value !== null) return plainText(value);
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  return value;
}

export function plainValue(node: YamlNode | null): PlainValue {
  if (node === null) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'seq') return node.items.map(plainValue);
  return new Map(node.entries.map(({ key, value }) => [mapKey(plainValue(key)), plainValue(value)]));
}

/** Python's `str()` of a value. */
export function plainText(value: PlainValue): string {
  if (typeof value === 'string') return value;
  return plainRepr(value);
}

/** Python's `repr()` of a value. */
export function plainRepr(value: PlainValue): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number') return pythonFloatRepr(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return pythonStringRepr(value);
  if (isPlainList(value)) return `[${value.map(plainRepr).join(', ')}]`;
  if (isPlainMap(value))
    return `{${[...value].map(([key, item]) => `${plainRepr(key)}: ${plainRepr(item)}`).join(', ')}}`;
  if (value.kind === 'datetime') return value.text;
  if (value.kind === 'binary') return `b'${String.fromCharCode(...value.bytes)}'`;
  return isoDate(value);
}

/** Python's `==` of two values. */
export function plainEquals(a: PlainValue, b: PlainValue): boolean {
  if (isNumeric(a) && isNumeric(b))
    return Number(a) === Number(b) && (typeof a !== 'bigint' || typeof b !== 'bigint' || a === b);
  if (isPlainList(a) && isPlainList(b))
    return a.length === b.length && a.every((item, i) => plainEquals(item, b[i] as PlainValue));
  if (isPlainMap(a) && isPlainMap(b))
    return (
      a.size === b.size && [...a].every(([key, value]) => b.has(key) && plainEquals(value, b.get(key) as PlainValue))
    );
  if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) return plainRepr(a) === plainRepr(b);
  return a === b;
}

/** Python's numbers: booleans are numbers, too. */
export const isNumeric = (value: PlainValue | undefined): value is boolean | bigint | number =>
  typeof value === 'boolean' || typeof value === 'bigint' || typeof value === 'number';

/** Python's truth value. */
export function plainTruth(value: PlainValue | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (isPlainList(value)) return value.length > 0;
  if (isPlainMap(value)) return value.size > 0;
  return Boolean(value);
}
