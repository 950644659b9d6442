/** What a conversion hands out: queries, or objects and lists that hold them; the text in them knows its source. */
import { plainRepr } from './plain-value.ts';
import { QueryText } from './query-text.ts';

export type OutputValue =
  | QueryText
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly OutputValue[]
  | { readonly [key: string]: OutputValue }
  | ReadonlyMap<string, OutputValue>;

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

export const isText = (value: OutputValue): value is QueryText | string =>
  typeof value === 'string' || value instanceof QueryText;

export const isOutputList = (value: OutputValue): value is readonly OutputValue[] => Array.isArray(value);

export function entriesOf(
  value: { readonly [key: string]: OutputValue } | ReadonlyMap<string, OutputValue>,
): readonly (readonly [string, OutputValue])[] {
  return value instanceof Map ? [...value] : Object.entries(value);
}

/** The value as plain data, texts as strings. */
export function toJsonValue(value: OutputValue): JsonValue {
  if (value instanceof QueryText) return value.text;
  if (typeof value === 'bigint') return Number(value);
  if (value === null || typeof value !== 'object') return value;
  if (isOutputList(value)) return value.map(toJsonValue);
  return Object.fromEntries(entriesOf(value).map(([key, item]) => [key, toJsonValue(item)]));
}

/** The same with texts that have forgotten their sources. */
export function withoutSources(value: OutputValue): OutputValue {
  if (value instanceof QueryText) return value.withoutSources();
  if (value === null || typeof value !== 'object') return value;
  if (isOutputList(value)) return value.map(withoutSources);
  const entries = entriesOf(value).map(([key, item]) => [key, withoutSources(item)] as const);
  return value instanceof Map ? new Map(entries) : Object.fromEntries(entries);
}

/** All texts that know their source, joined: the source map of a value that is no text itself. */
export function textsOf(value: OutputValue): QueryText[] {
  if (value instanceof QueryText) return [value];
  if (value === null || typeof value !== 'object') return [];
  if (isOutputList(value)) return value.flatMap(textsOf);
  return entriesOf(value).flatMap(([, item]) => textsOf(item));
}

/** Python's `repr()` of a value. */
export function outputRepr(value: OutputValue): string {
  if (value instanceof QueryText) return plainRepr(value.text);
  if (typeof value === 'number') return plainRepr(Number.isInteger(value) ? BigInt(value) : value);
  if (value === null || typeof value !== 'object') return plainRepr(value);
  if (isOutputList(value)) return `[${value.map(outputRepr).join(', ')}]`;
  return `{${entriesOf(value)
    .map(([key, item]) => `${plainRepr(key)}: ${outputRepr(item)}`)
    .join(', ')}}`;
}
