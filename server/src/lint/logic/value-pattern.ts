/**
 * Values as patterns over texts, and what is certain about two of them: that one matches whatever the other does, or that no text
 * matches both. Where nothing is certain the answer is no.
 */
import { sigmaNumberToText } from '../../sigma/types/sigma-number.ts';
import type { SigmaString, SigmaType } from '../../sigma/types/sigma-type.ts';
import { valueText } from '../value-text.ts';
import { addressInterval, areApart, contains, type Interval, intervalOf } from './interval.ts';

/** Stand for `*` and `?` among the characters of a pattern; values that hold them by themselves have no pattern. */
const many = '\uE000';
const one = '\uE001';
const unusable = /[\uD800-\uDFFF\uE000\uE001]/;

export interface ValuePattern {
  /** In lower case unless `cased`, with signs for wildcards; `undefined` where only `key` is known. */
  readonly text: string | undefined;
  /** Where there is no text (regular expressions, comparisons, references): equal for equal values. */
  readonly key: string | undefined;
  readonly cased: boolean;
  readonly isNull: boolean;
  /** Whether the field must not be there at all. */
  readonly isAbsent: boolean;
  /** Of numbers, comparisons and networks: all that matches. */
  readonly interval: Interval | undefined;
  /** Before the first wildcard and behind the last one; both the whole text where there is none. */
  readonly prefix: string;
  readonly suffix: string;
  readonly hasWildcard: boolean;
  /** How many characters a text has at least that it matches. */
  readonly shortest: number;
  /** Of a text that may stand anywhere: that text. */
  readonly core: string | undefined;
}

export function patternOf(value: SigmaType): ValuePattern {
  if (value.type === 'string') {
    const text = textOf(value);
    const cased = value.cased;
    return text === undefined ? { ...opaque, key: `string ${valueText(value)}`, cased } : patternOfText(text, cased);
  }
  const interval = intervalOf(value);
  if (value.type === 'number') return { ...patternOfText(sigmaNumberToText(value), false), interval };
  const key = `${value.type} ${timePart(value)}${valueText(value)}`;
  const isAbsent = value.type === 'exists' && !value.exists;
  return { ...opaque, key, interval, isAbsent, isNull: value.type === 'null' };
}

function timePart(value: SigmaType): string {
  if (value.type === 'timestamp-part') return `${value.part} `;
  return value.type === 'compare' ? timePart(value.number) : '';
}

/** Of which only the key is known. */
const opaque: ValuePattern = {
  text: undefined,
  key: undefined,
  cased: true,
  isNull: false,
  isAbsent: false,
  interval: undefined,
  prefix: '',
  suffix: '',
  hasWildcard: true,
  shortest: 0,
  core: undefined,
};

function patternOfText(written: string, cased: boolean): ValuePattern {
  const text = cased ? written : written.toLowerCase();
  const { first, last, all, stars } = wildcardsIn(text);
  const hasWildcard = first >= 0;
  const isAnywhere = first === 0 && last === text.length - 1 && last > 1;
  return {
    text,
    key: undefined,
    cased,
    isNull: false,
    isAbsent: false,
    interval: undefined,
    prefix: hasWildcard ? text.slice(0, first) : text,
    suffix: hasWildcard ? text.slice(last + 1) : text,
    hasWildcard,
    shortest: text.length - stars,
    core: isAnywhere && stars === 2 && all === 2 ? text.slice(1, -1) : undefined,
  };
}

/** Places of the first and the last one, -1 where there is none, and how many there are. */
function wildcardsIn(text: string): { first: number; last: number; all: number; stars: number } {
  const found = { first: -1, last: -1, all: 0, stars: 0 };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0xe000 && code !== 0xe001) continue;
    if (found.all++ === 0) found.first = at;
    if (code === 0xe000) found.stars++;
    found.last = at;
  }
  return found;
}

function textOf({ parts }: SigmaString): string | undefined {
  let text = '';
  for (const part of parts) {
    if (part.kind === 'placeholder') return undefined;
    if (part.kind === 'wildcard') text += part.wildcard === '*' ? many : one;
    else if (unusable.test(part.text)) return undefined;
    else text += part.text;
  }
  return text.includes(many + many) ? text.replace(/\uE000{2,}/g, many) : text;
}

export function isSamePattern(a: ValuePattern, b: ValuePattern): boolean {
  return a.text === b.text && a.key === b.key && a.cased === b.cased;
}

/** Whether every text that `narrow` matches is matched by `wide`. */
export function covers(wide: ValuePattern, narrow: ValuePattern): boolean {
  if (wide.text === undefined || narrow.text === undefined)
    return isSamePattern(wide, narrow) || coversInterval(wide, narrow);
  if (wide.shortest > narrow.text.length || (wide.cased && !narrow.cased)) return false;
  const text = wide.cased || !narrow.cased ? narrow.text : narrow.text.toLowerCase();
  if (!text.startsWith(wide.prefix) || !text.endsWith(wide.suffix)) return false;
  if (!wide.hasWildcard) return text === wide.text;
  const inner = wide.text.length - wide.prefix.length - wide.suffix.length;
  if (inner === 1 && wide.text[wide.prefix.length] === many) return text.length >= wide.text.length - 1;
  // The usual form of `contains`.
  if (wide.core !== undefined) return text.includes(wide.core);
  return matchesSigns(wide.text, text);
}

/** A number is no comparison: its text matches too. */
function coversInterval(wide: ValuePattern, narrow: ValuePattern): boolean {
  if (wide.interval === undefined || wide.text !== undefined) return false;
  const inner = narrow.text === undefined ? narrow.interval : addressOf(narrow);
  return inner !== undefined && contains(wide.interval, inner);
}

function addressOf({ text, hasWildcard }: ValuePattern): Interval | undefined {
  return text === undefined || hasWildcard ? undefined : addressInterval(text);
}

/** Glob matching in which `*` takes any signs, `?` a single character or `?`, and a character only itself. */
function matchesSigns(pattern: string, text: string): boolean {
  let [at, place, star, retry] = [0, 0, -1, 0];
  while (at < text.length) {
    const sign = pattern[place];
    if (sign === many) {
      star = place++;
      retry = at;
    } else if (sign !== undefined && (sign === text[at] || (sign === one && text[at] !== many))) {
      at++;
      place++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++retry;
    } else return false;
  }
  while (pattern[place] === many) place++;
  return place === pattern.length;
}

/** Whether no text matches both. */
export function disjoint(a: ValuePattern, b: ValuePattern): boolean {
  if (a.isAbsent || b.isAbsent) return a.isAbsent !== b.isAbsent && needsField(a.isAbsent ? b : a);
  if (a.isNull || b.isNull) return a.isNull !== b.isNull && needsText(a.isNull ? b : a);
  if (a.text === undefined || b.text === undefined) {
    const [one, other] = [a.interval ?? addressOf(a), b.interval ?? addressOf(b)];
    return one !== undefined && other !== undefined && areApart(one, other);
  }
  const [left, right] = a.cased && b.cased ? [a, b] : [lower(a), lower(b)];
  if (!left.hasWildcard) return !right.hasWildcard ? left.text !== right.text : !matches(right, left);
  if (!right.hasWildcard) return !matches(left, right);
  const start = Math.min(left.prefix.length, right.prefix.length);
  if (left.prefix.slice(0, start) !== right.prefix.slice(0, start)) return true;
  const end = Math.min(left.suffix.length, right.suffix.length);
  return left.suffix.slice(left.suffix.length - end) !== right.suffix.slice(right.suffix.length - end);
}

function lower(pattern: ValuePattern): ValuePattern {
  if (!pattern.cased || pattern.text === undefined) return pattern;
  const { prefix, suffix, text } = pattern;
  return { ...pattern, text: text.toLowerCase(), prefix: prefix.toLowerCase(), suffix: suffix.toLowerCase() };
}

function matches(pattern: ValuePattern, whole: ValuePattern): boolean {
  return matchesSigns(pattern.text as string, whole.text as string);
}

/** Kinds of values that match nothing where the field is not there. */
const needing: ReadonlySet<string> = new Set(['regex', 'cidr', 'compare', 'bool', 'exists', 'timestamp-part']);

function needsField(pattern: ValuePattern): boolean {
  return pattern.text === undefined ? needing.has(pattern.key?.split(' ')[0] ?? '') : needsText(pattern);
}

/** Whether only a text with something in it matches. */
function needsText({ text }: ValuePattern): boolean {
  return text !== undefined && /[^\uE000]/.test(text);
}
