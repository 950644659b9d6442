/**
 * Whether one typed value of a rule holds for the values of an event's field. Text is compared without regard to case unless `cased`, as the specification
 * says; numbers and their text are the same, since exporters disagree on which they write.
 */

import { type IpNetwork, parseIpv4, parseIpv6 } from '../sigma/types/ip-network.ts';
import { cidrNetwork } from '../sigma/types/sigma-cidr.ts';
import { sigmaNumberToText } from '../sigma/types/sigma-number.ts';
import type {
  CompareOperator,
  SigmaCIDRExpression,
  SigmaString,
  SigmaStringPart,
  SigmaType,
} from '../sigma/types/sigma-type.ts';
import type { LiteralMode } from './literal-index.ts';
import { compileRegexTest } from './regex-test.ts';
import { createFieldReader, type Scalar, type SigmaEvent, scalarText } from './sigma-event.ts';
import { timestampPart } from './timestamp-part.ts';
import { compileWildcard } from './wildcard.ts';

/** `values` is `undefined` when the event lacks the field. */
export type ValueTest = (values: readonly Scalar[] | undefined, event: SigmaEvent) => boolean;

export interface CompiledValue {
  readonly test: ValueTest;
  /** The test is nothing but this literal of the field's text in lower case: an index can decide it. */
  readonly literal?: IndexedLiteral;
  /** The test can only hold when one of these holds. */
  readonly guards?: readonly IndexedLiteral[];
  /** Why the value never matches here (an unresolved placeholder, a regular expression that cannot be run). */
  readonly unsupported?: string;
}

export interface IndexedLiteral {
  readonly mode: LiteralMode;
  readonly text: string;
}

const fold = (text: string): string => text.toLowerCase();
const same = (text: string): string => text;

/** `field` is `null` for keywords, which look for their text anywhere in any value. */
export function compileValue(value: SigmaType, field: string | null): CompiledValue {
  switch (value.type) {
    case 'string':
      return compileString(value, field === null);
    case 'number':
      return compileNumber(value.number, sigmaNumberToText(value), field === null);
    case 'bool':
      return literalValue('equals', String(value.boolean));
    case 'null':
      return { test: (values) => values === undefined || values.every((item) => item === null) };
    case 'regex':
      return compileRegexTest(value);
    case 'cidr':
      return { test: cidrTest(value) };
    case 'compare':
      return { test: compareTest(value.operator, value.number) };
    case 'fieldref':
      return { test: fieldReferenceTest(value.field, value.startsWith, value.endsWith) };
    case 'exists':
      return { test: (values) => (values !== undefined) === value.exists };
    case 'timestamp-part': {
      const wanted = Number(value.number);
      return { test: (values) => some(values, (item) => timestampPart(item, value.part) === wanted) };
    }
    case 'expansion':
      return anyOf(value.values.map((item) => compileValue(item, field)));
    case 'query-expression':
      return never('A query expression of a pipeline has no meaning outside its backend.');
  }
}

function compileString(value: SigmaString, keyword: boolean): CompiledValue {
  const placeholder = value.parts.find((part) => part.kind === 'placeholder');
  if (placeholder !== undefined)
    return never(`The placeholder %${(placeholder as { name: string }).name}% has no value.`);
  const parts = keyword ? [star, ...value.parts, star] : value.parts;
  const folding = value.cased ? same : fold;
  const plain = simpleLiteral(parts);
  if (plain !== undefined && !value.cased) return literalValue(plain.mode, fold(plain.text));
  const matches = compileWildcard(parts, folding);
  const test: ValueTest = (values) => some(values, (item) => item !== null && matches(folding(scalarText(item))));
  const guard = plain ?? longestLiteral(parts);
  return guard === undefined ? { test } : { test, guards: [{ mode: guard.mode, text: fold(guard.text) }] };
}

const star: SigmaStringPart = { kind: 'wildcard', wildcard: '*' };

/** `abc`, `abc*`, `*abc` and `*abc*` (and a lone `*`) are plain text searches. */
function simpleLiteral(parts: readonly SigmaStringPart[]): IndexedLiteral | undefined {
  let text = '';
  let before = false;
  let after = false;
  for (const part of parts) {
    if (part.kind === 'plain') {
      if (after && part.text !== '') return undefined;
      text += part.text;
    } else if (part.kind === 'wildcard' && part.wildcard === '*') {
      if (text === '') before = true;
      else after = true;
    } else return undefined;
  }
  if (text === '' && before) return { mode: 'contains', text: '' };
  return { mode: before ? (after ? 'contains' : 'endswith') : after ? 'startswith' : 'equals', text };
}

function longestLiteral(parts: readonly SigmaStringPart[]): IndexedLiteral | undefined {
  let longest = '';
  for (const part of parts) if (part.kind === 'plain' && part.text.length > longest.length) longest = part.text;
  return longest === '' ? undefined : { mode: 'contains', text: longest };
}

function literalValue(mode: LiteralMode, text: string): CompiledValue {
  return {
    literal: { mode, text },
    test: (values) => some(values, (item) => item !== null && holds(mode, text, fold(scalarText(item)))),
  };
}

function holds(mode: LiteralMode, literal: string, text: string): boolean {
  if (mode === 'equals') return text === literal;
  if (mode === 'startswith') return text.startsWith(literal);
  return mode === 'endswith' ? text.endsWith(literal) : text.includes(literal);
}

function compileNumber(number: bigint | number, text: string, keyword: boolean): CompiledValue {
  if (keyword) return literalValue('contains', fold(text));
  if (typeof number === 'bigint' || text === String(number)) return literalValue('equals', fold(text));
  return { test: (values) => some(values, (item) => numberOf(item) === number) };
}

/** The number that a value is or spells; `undefined` for everything else. */
export function numberOf(value: Scalar): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string' || !/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value)) return undefined;
  return Number(value);
}

function compareTest(
  operator: CompareOperator,
  wanted: Extract<SigmaType, { type: 'number' | 'timestamp-part' }>,
): ValueTest {
  const limit = Number(wanted.number);
  const read = wanted.type === 'number' ? numberOf : (item: Scalar) => timestampPart(item, wanted.part);
  return (values) =>
    some(values, (item) => {
      const number = read(item);
      return number !== undefined && compare(operator, number, limit);
    });
}

function compare(operator: CompareOperator, number: number, limit: number): boolean {
  if (operator === 'lt') return number < limit;
  if (operator === 'lte') return number <= limit;
  if (operator === 'gt') return number > limit;
  return operator === 'gte' ? number >= limit : number !== limit;
}

function cidrTest(value: SigmaCIDRExpression): ValueTest {
  const network = cidrNetwork(value);
  return (values) => some(values, (item) => typeof item === 'string' && networkHolds(network, item.trim()));
}

const mappedIpv4 = 0xffffn << 32n;

function networkHolds(network: IpNetwork, text: string): boolean {
  const address = addressOf(network.version, text);
  if (address === undefined) return false;
  const hostBits = BigInt((network.version === 4 ? 32 : 128) - network.prefixLength);
  return address >> hostBits === network.address >> hostBits;
}

/** The address as a number of that version; `::ffff:10.0.0.1` is 10.0.0.1. */
function addressOf(version: 4 | 6, text: string): bigint | undefined {
  const address4 = parseIpv4(text);
  if (address4 !== undefined) return version === 4 ? address4 : undefined;
  const address6 = parseIpv6(text.replace(/%.*$/, ''));
  if (address6 === undefined || version === 6) return address6;
  return address6 >> 32n === mappedIpv4 >> 32n ? address6 & 0xffffffffn : undefined;
}

function fieldReferenceTest(field: string, startsWith: boolean, endsWith: boolean): ValueTest {
  const read = createFieldReader(field);
  const mode: LiteralMode =
    startsWith && endsWith ? 'contains' : startsWith ? 'startswith' : endsWith ? 'endswith' : 'equals';
  return (values, event) => {
    const others = read(event);
    if (values === undefined || others === undefined) return false;
    return some(
      others,
      (other) =>
        other !== null &&
        some(values, (item) => item !== null && holds(mode, fold(scalarText(other)), fold(scalarText(item)))),
    );
  };
}

function anyOf(values: readonly CompiledValue[]): CompiledValue {
  const test: ValueTest = (found, event) => values.some((value) => value.test(found, event));
  const unsupported = values.find((value) => value.unsupported !== undefined)?.unsupported;
  if (unsupported !== undefined) return never(unsupported);
  const guards = values.map((value) => (value.literal === undefined ? value.guards : [value.literal]));
  return guards.every((guard) => guard !== undefined) ? { test, guards: guards.flat() as IndexedLiteral[] } : { test };
}

function never(unsupported: string): CompiledValue {
  return { test: () => false, unsupported };
}

function some(values: readonly Scalar[] | undefined, test: (item: Scalar) => boolean): boolean {
  if (values === undefined) return false;
  for (const item of values) if (test(item)) return true;
  return false;
}
