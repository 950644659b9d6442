/**
 * What templates work with: Python's values, as far as rules and queries consist of them. Attributes exist only where an object of ours
 * has them; no template reaches anything of this program.
 */

import { ConversionError } from '../conversion-error.ts';
import { isNumeric, plainRepr } from '../plain-value.ts';
import { QueryText, type TextLike } from '../query-text.ts';
import { typeError } from './template-error.ts';

export interface Undefined {
  readonly kind: 'undefined';
  readonly message: string;
  readonly errorClass: 'UndefinedError' | 'SecurityError';
}

/** An object of a rule or pipeline: how it is printed, and its attributes. */
export interface TemplateObject {
  readonly kind: 'object';
  readonly type: string;
  text(): string;
  repr(): string;
  attribute(name: string): TemplateValue | undefined;
}

export interface TemplateFunction {
  readonly kind: 'function';
  readonly name: string;
  call(positional: readonly TemplateValue[], named: ReadonlyMap<string, TemplateValue>): TemplateValue;
}

/** Text that needs no escaping. */
export interface Markup {
  readonly kind: 'markup';
  readonly text: TextLike;
}

/** Variables that inner scopes may set, too. */
export interface Namespace {
  readonly kind: 'namespace';
  readonly values: Map<string, TemplateValue>;
}

export type TemplateMap = ReadonlyMap<string | bigint | number | boolean | null, TemplateValue>;

export type TemplateValue =
  | string
  | QueryText
  | bigint
  | number
  | boolean
  | null
  | readonly TemplateValue[]
  | TemplateMap
  | Markup
  | Namespace
  | TemplateObject
  | TemplateFunction
  | Undefined;

export const isList = (value: TemplateValue): value is readonly TemplateValue[] => Array.isArray(value);
export const isMap = (value: TemplateValue): value is TemplateMap => value instanceof Map;
export const isTextValue = (value: TemplateValue): value is string | QueryText | Markup =>
  typeof value === 'string' || value instanceof QueryText || isKind(value, 'markup');
export const isNumber = (value: TemplateValue): value is bigint | number | boolean =>
  typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean';

type Kinds = Markup | Namespace | TemplateObject | TemplateFunction | Undefined;

export function isKind<K extends Kinds['kind']>(value: TemplateValue, kind: K): value is Extract<Kinds, { kind: K }> {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}

export const undefinedValue = (message: string, errorClass: Undefined['errorClass'] = 'UndefinedError'): Undefined => ({
  kind: 'undefined',
  message,
  errorClass,
});

/** A list that is printed with parentheses. */
export class TupleValue extends Array<TemplateValue> {}

export const tuple = (...items: readonly TemplateValue[]): TupleValue => TupleValue.from(items) as TupleValue;
export const markup = (text: TextLike): Markup => ({ kind: 'markup', text });

/** Uses of an undefined value are errors, except for printing, looping over it and asking for its truth. */
export function defined(value: TemplateValue): Exclude<TemplateValue, Undefined> {
  if (isKind(value, 'undefined')) throw new ConversionError(value.errorClass, value.message);
  return value;
}

/** Python's `str()`; text keeps its source. */
export function textOf(value: TemplateValue): TextLike {
  if (typeof value === 'string' || value instanceof QueryText) return value;
  if (isKind(value, 'markup')) return value.text;
  if (isKind(value, 'undefined')) return '';
  if (isKind(value, 'object')) return value.text();
  return reprOf(value);
}

export const plainTextOf = (value: TemplateValue): string => {
  const text = textOf(value);
  return typeof text === 'string' ? text : text.text;
};

/** Python's `repr()`. */
export function reprOf(value: TemplateValue): string {
  if (value instanceof QueryText) return plainRepr(value.text);
  if (value === null || typeof value !== 'object') return plainRepr(value);
  if (isList(value)) return listRepr(value);
  if (isMap(value)) return `{${[...value].map(([key, item]) => `${plainRepr(key)}: ${reprOf(item)}`).join(', ')}}`;
  switch (value.kind) {
    case 'object':
      return value.repr();
    case 'markup':
      return `Markup(${plainRepr(plainTextOf(value))})`;
    case 'namespace':
      return `<Namespace ${reprOf(value.values)}>`;
    case 'function':
      return `<function ${value.name}>`;
    case 'undefined':
      return 'Undefined';
  }
}

function listRepr(list: readonly TemplateValue[]): string {
  const items = Array.from(list, reprOf).join(', ');
  if (!(list instanceof TupleValue)) return `[${items}]`;
  return list.length === 1 ? `(${items},)` : `(${items})`;
}

export function truthOf(value: TemplateValue): boolean {
  if (value instanceof QueryText) return value.length > 0;
  if (value === null || typeof value !== 'object') return Boolean(value);
  if (isList(value)) return value.length > 0;
  if (isMap(value)) return value.size > 0;
  if (value.kind === 'markup') return plainTextOf(value) !== '';
  return value.kind !== 'undefined';
}

/** What a loop runs over. */
export function itemsOf(value: TemplateValue): readonly TemplateValue[] {
  if (isTextValue(value)) return charactersOf(textOf(value));
  if (isList(value)) return value;
  if (isMap(value)) return [...value.keys()];
  if (isKind(value, 'undefined')) return [];
  throw typeError(`'${typeName(value)}' object is not iterable`);
}

function charactersOf(text: TextLike): TemplateValue[] {
  if (typeof text === 'string') return [...text];
  let at = 0;
  return [...text.text].map((character) => {
    const start = at;
    at += character.length;
    return text.slice(start, at);
  });
}

export function equal(a: TemplateValue, b: TemplateValue): boolean {
  if (isTextValue(a) && isTextValue(b)) return plainTextOf(a) === plainTextOf(b);
  if (isNumber(a) && isNumber(b)) return Number(a) === Number(b);
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, i) => equal(item, b[i] as TemplateValue));
  if (isMap(a) && isMap(b))
    return a.size === b.size && [...a].every(([key, item]) => b.has(key) && equal(item, b.get(key) as TemplateValue));
  // Tags compare with texts.
  if (isKind(a, 'object') && isTextValue(b)) return a.type === 'SigmaRuleTag' && a.text() === plainTextOf(b);
  if (isTextValue(a) && isKind(b, 'object')) return equal(b, a);
  if (isKind(a, 'undefined') && isKind(b, 'undefined')) return true;
  return a === b;
}

/** Negative, zero or positive. */
export function order(a: TemplateValue, b: TemplateValue): number {
  defined(a);
  defined(b);
  if (isNumber(a) && isNumber(b)) return Number(a) - Number(b);
  if (isTextValue(a) && isTextValue(b)) {
    const [left, right] = [plainTextOf(a), plainTextOf(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (isList(a) && isList(b)) {
    const at = a.findIndex((item, i) => i >= b.length || !equal(item, b[i] as TemplateValue));
    return at < 0 || at >= b.length ? a.length - b.length : order(a[at] as TemplateValue, b[at] as TemplateValue);
  }
  throw typeError(`'<' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
}

export function typeName(value: TemplateValue): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'string' || value instanceof QueryText) return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float';
  if (isList(value)) return 'list';
  if (isMap(value)) return 'dict';
  return value.kind === 'object' ? value.type : value.kind === 'markup' ? 'Markup' : value.kind;
}

/** A key of a mapping, if the value may be one. */
export function keyOf(value: TemplateValue): string | bigint | number | boolean | null {
  if (isTextValue(value)) return plainTextOf(value);
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
    return value as string | bigint | number | boolean | null;
  }
  throw typeError(`unhashable type: '${typeName(value)}'`);
}

export function integerOf(value: TemplateValue): number {
  if (isNumeric(value as never) && typeof value !== 'number') return Number(value);
  throw typeError(`'${typeName(defined(value))}' object cannot be interpreted as an integer`);
}
