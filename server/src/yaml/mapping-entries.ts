/** Mappings as Python's dict sees them: which keys are equal, and what remains of duplicates. */
import type { YamlPair, YamlScalar } from './nodes.ts';
import { Tag } from './resolve.ts';
import { timestampKey } from './timestamp.ts';

/**
 * A text that is the same for two keys exactly when Python's dict takes them for the same key: `1`, `1.0` and `true` are one key.
 * Texts of keys that are no strings start with NUL.
 */
export function dictKey(key: YamlScalar): string {
  const { value } = key;
  if (typeof value === 'string') return value.charCodeAt(0) === 0 ? `\0s${value}` : value;
  if (typeof value === 'bigint') return `\0n${value.toString(16)}`;
  if (typeof value === 'boolean') return `\0n${value ? 1 : 0}`;
  if (typeof value === 'number')
    return Number.isInteger(value) ? `\0n${BigInt(value).toString(16)}` : floatKey(key, value);
  if (value === null) return '\0null';
  if (value.kind === 'binary') return `\0b${value.bytes.join(',')}`;
  return `\0${value.kind}${timestampKey(value)}`;
}

/**
 * pyyaml: constructor.py#construct_yaml_float – `.nan` is one object and so one key; every other NaN (`!!float nan`) is a key of
 * its own.
 */
function floatKey(key: YamlScalar, value: number): string {
  if (!Number.isNaN(value) || /^[-+_]*\.[_n]/i.test(key.text)) return `\0n${value}`;
  return `\0nan${key.span.start}`;
}

function sameKey(a: YamlScalar, b: YamlScalar): boolean {
  return a.tag === Tag.str && b.tag === Tag.str ? a.text === b.text : dictKey(a) === dictKey(b);
}

const fewPairs = 12;

/** Whether two pairs have the same key. All keys are scalars. */
export function hasDuplicates(pairs: readonly YamlPair[]): boolean {
  const { length } = pairs;
  if (length > fewPairs) {
    const keys = new Set<string>();
    for (const pair of pairs) keys.add(dictKey(pair.key as YamlScalar));
    return keys.size < length;
  }
  for (let i = 1; i < length; i++) {
    const key = (pairs[i] as YamlPair).key as YamlScalar;
    for (let j = 0; j < i; j++) if (sameKey(key, (pairs[j] as YamlPair).key as YamlScalar)) return true;
  }
  return false;
}

/** The dict that Python makes of pairs: of equal keys the first key and the last value, at the first one's place. */
export function dictEntries(pairs: readonly YamlPair[]): YamlPair[] {
  const entries = new Map<string, YamlPair>();
  for (const pair of pairs) {
    const key = dictKey(pair.key as YamlScalar);
    const first = entries.get(key);
    // Equal keys of another type or form (`1` and `true`, one instant in two zones): Python keeps the first one.
    const keepsKey = first === undefined || typeof (pair.key as YamlScalar).value === 'string';
    entries.set(key, keepsKey ? pair : { ...pair, key: first.key });
  }
  return [...entries.values()];
}
