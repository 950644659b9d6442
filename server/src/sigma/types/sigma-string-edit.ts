/** Making SigmaStrings of SigmaStrings: joining, cutting, placeholders, mapping of literal parts, conversion to a regex. */
import { fail, type SigmaFailure } from './sigma-failure.ts';
import {
  codePointLength,
  containsPlaceholder,
  placeholderPart,
  plainPart,
  sigmaStringOfParts,
} from './sigma-string.ts';
import type { SigmaString, SigmaStringPart } from './sigma-type.ts';

type Placeholder = Extract<SigmaStringPart, { kind: 'placeholder' }>;

/** Consecutive literal parts become one, as after every `+` of pySigma. */
export function mergeLiterals(parts: readonly SigmaStringPart[]): SigmaStringPart[] {
  const merged: SigmaStringPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === 'plain' && last?.kind === 'plain') merged[merged.length - 1] = plainPart(last.text + part.text);
    else merged.push(part);
  }
  return merged;
}

/** `value` with parts put before and after it; it stays cased and keeps its span. */
export function surround(
  value: SigmaString,
  before: readonly SigmaStringPart[],
  after: readonly SigmaStringPart[],
): SigmaString {
  return { ...value, parts: mergeLiterals([...before, ...value.parts, ...after]) };
}

/** pySigma's `a + b`: the result is cased if `a` is. */
export function concatSigmaStrings(a: SigmaString, b: SigmaString): SigmaString {
  return surround(a, [], b.parts);
}

/**
 * pySigma's `value[start:end]` in code points; negative indexes count from the end. A piece cut out of one literal part keeps its
 * `*` and `?` literal. An end behind the string, or an index before it, is Python's IndexError.
 */
export function sliceSigmaString(value: SigmaString, start: number, end?: number): SigmaString | SigmaFailure {
  const length = value.parts.reduce((sum, part) => sum + partLength(part), 0);
  const from = start < 0 ? length + start : start;
  const to = end === undefined ? Number.POSITIVE_INFINITY : end < 0 ? length + end : end;
  if (from > to || from >= length) return { ...value, parts: [] };
  if (from < 0 || to < 0 || (to !== Number.POSITIVE_INFINITY && to > length)) {
    return fail('IndexError', 'SigmaString index out of range');
  }
  return { ...value, parts: sliceParts(value.parts, from, to) };
}

const partLength = (part: SigmaStringPart) => (part.kind === 'plain' ? codePointLength(part.text) : 1);

function sliceParts(parts: readonly SigmaStringPart[], from: number, to: number): SigmaStringPart[] {
  const result: SigmaStringPart[] = [];
  let at = 0;
  for (const part of parts) {
    const length = partLength(part);
    const first = Math.max(from - at, 0);
    const last = Math.min(to - at, length);
    if (part.kind === 'plain' && first < last) result.push(plainPart(sliceText(part.text, first, last, length)));
    else if (first < last) result.push(part);
    at += length;
  }
  return result;
}

function sliceText(text: string, from: number, to: number, length: number): string {
  return length === text.length ? text.slice(from, to) : Array.from(text).slice(from, to).join('');
}

/** The `expand` modifier: `%name%` becomes a placeholder. Nothing escapes a percent sign; a backslash is no part of a name. */
export function insertPlaceholders(value: SigmaString): SigmaString {
  return replaceText(value, /%([^%\\]+)%/g, (text) => text);
}

/** As pySigma 1.5 has it: `\%` is a literal percent sign. */
export function insertEscapedPlaceholders(value: SigmaString): SigmaString {
  return replaceText(value, /(?<!\\)%([^%]+)%/g, (text) => text.replaceAll('\\%', '%'));
}

function replaceText(value: SigmaString, pattern: RegExp, rest: (text: string) => string): SigmaString {
  const parts = value.parts.flatMap((part) => {
    if (part.kind !== 'plain') return [part];
    return splitAt(part.text, pattern, rest, (match) => placeholderPart(match[1] as string));
  });
  return { ...value, parts };
}

/** Every match of the pattern (with flag `g`) in literal parts becomes a placeholder of that name. */
export function replaceWithPlaceholder(value: SigmaString, pattern: RegExp, name: string): SigmaString {
  const parts = value.parts.flatMap((part) =>
    part.kind === 'plain' && part.text.search(pattern) >= 0
      ? splitAt(
          part.text,
          pattern,
          (text) => text,
          () => placeholderPart(name),
        )
      : [part],
  );
  return { ...value, parts };
}

function splitAt(
  text: string,
  pattern: RegExp,
  literal: (text: string) => string,
  part: (match: RegExpMatchArray) => SigmaStringPart,
): SigmaStringPart[] {
  const parts: SigmaStringPart[] = [];
  const push = (piece: string) => {
    if (piece !== '') parts.push(plainPart(literal(piece)));
  };
  let last = 0;
  for (const match of text.matchAll(pattern)) {
    push(text.slice(last, match.index));
    parts.push(part(match));
    last = match.index + match[0].length;
  }
  push(text.slice(last));
  return parts;
}

/**
 * pySigma's `replace_placeholders`: every combination of what `replacements` offers for the placeholders, the leftmost varying
 * slowest. The results are not cased, except a string without placeholders, which is returned as it is.
 */
export function replacePlaceholders(
  value: SigmaString,
  replacements: (placeholder: Placeholder) => readonly (readonly SigmaStringPart[])[],
): SigmaString[] {
  if (!containsPlaceholder(value)) return [value];
  let results: SigmaStringPart[][] = [[]];
  for (const part of value.parts) {
    if (part.kind === 'placeholder') {
      const offered = replacements(part);
      results = results.flatMap((before) => offered.map((inserted) => [...before, ...inserted]));
    } else {
      for (const result of results) result.push(part);
    }
  }
  return results.map((parts) => sigmaStringOfParts(mergeLiterals(parts), { span: value.span }));
}

/** Literal parts replaced by what `change` makes of them; `null` drops the part. */
export function mapLiterals(value: SigmaString, change: (text: string) => string | null): SigmaString {
  const parts = value.parts.flatMap((part): readonly SigmaStringPart[] => {
    if (part.kind !== 'plain') return [part];
    const text = change(part.text);
    return text === null ? [] : [plainPart(text)];
  });
  return { ...value, parts };
}

/**
 * The text of pySigma's `to_regex(add_escaped)`: `*` is `.*`, `?` is `.`, and `. * + ? ^ $ [ ] ( ) { } \ |` and the extra characters
 * are escaped. A placeholder cannot be converted.
 */
export function sigmaStringToRegexText(value: SigmaString, addEscaped = ''): string | SigmaFailure {
  const escaped = new Set(`.*+?^$[](){}\\|${addEscaped}`);
  let out = '';
  for (const part of value.parts) {
    if (part.kind === 'wildcard') out += part.wildcard === '*' ? '.*' : '.';
    else if (part.kind === 'placeholder') return unhandledPlaceholder(part.name);
    else for (const char of part.text) out += escaped.has(char) ? `\\${char}` : char;
  }
  return out;
}

export function unhandledPlaceholder(name: string): SigmaFailure {
  return fail('SigmaPlaceholderError', `Attempt to convert unhandled placeholder '${name}' into query.`);
}
