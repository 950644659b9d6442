/**
 * SigmaString: text with wildcards and placeholders. Parsing, printing and asking; what makes new strings of old ones is in
 * `sigma-string-edit.ts`. Lengths and indexes count code points, as Python does; a wildcard or placeholder counts as one.
 */
import type { Span } from '../../base/span.ts';
import type { SigmaString, SigmaStringPart } from './sigma-type.ts';

export const wildcardMulti: SigmaStringPart = { kind: 'wildcard', wildcard: '*' };
export const wildcardSingle: SigmaStringPart = { kind: 'wildcard', wildcard: '?' };

const special = /[\\*?]/;
const wildcard = /[*?]/;

/** What begins a text in UTF-16; FF FE as bytes. */
export const byteOrderMark: SigmaStringPart = { kind: 'plain', text: '\ufeff', bytes: [0xff, 0xfe] };

export function plainPart(text: string): SigmaStringPart {
  return { kind: 'plain', text };
}

export function placeholderPart(name: string): SigmaStringPart {
  return { kind: 'placeholder', name };
}

export function sigmaStringOfParts(
  parts: readonly SigmaStringPart[],
  like: { readonly cased?: boolean; readonly span?: Span | undefined } = {},
): SigmaString {
  return like.span === undefined
    ? { type: 'string', parts, cased: like.cased ?? false }
    : { type: 'string', parts, cased: like.cased ?? false, span: like.span };
}

/** Reads a Sigma string: `*` and `?` are wildcards, a backslash makes the next `*`, `?` or `\` literal and stays elsewhere. */
export function sigmaString(text: string, span?: Span): SigmaString {
  return sigmaStringOfParts(special.test(text) ? parseParts(text, true) : wholeText(text), { span });
}

/** The same without escapes: a backslash is a character like others (patterns of regular expressions). */
export function sigmaStringUnescaped(text: string, span?: Span): SigmaString {
  return sigmaStringOfParts(wildcard.test(text) ? parseParts(text, false) : wholeText(text), { span });
}

/** The text as one literal part, wildcards included (pySigma's `from_str`); an empty text is an empty part. */
export function sigmaStringLiteral(text: string, span?: Span): SigmaString {
  return sigmaStringOfParts([plainPart(text)], { span });
}

function wholeText(text: string): readonly SigmaStringPart[] {
  return text === '' ? [] : [plainPart(text)];
}

function parseParts(text: string, escapes: boolean): SigmaStringPart[] {
  const parts: SigmaStringPart[] = [];
  let literal = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 0x5c && escapes) {
      const next = text[i + 1];
      if (next === '*' || next === '?' || next === '\\') {
        literal += text.slice(from, i);
        from = i + 1;
      }
      i++;
    } else if (char === 0x2a || char === 0x3f) {
      literal += text.slice(from, i);
      if (literal !== '') parts.push(plainPart(literal));
      parts.push(char === 0x2a ? wildcardMulti : wildcardSingle);
      literal = '';
      from = i + 1;
    }
  }
  literal += text.slice(from);
  if (literal !== '') parts.push(plainPart(literal));
  return parts;
}

/**
 * pySigma's `str()` and `to_plain()`: literal `*` and `?` get a backslash, backslashes are not doubled, placeholders are `%name%`.
 * Reading the result again need not give the same string.
 */
export function sigmaStringToPlain(value: SigmaString): string {
  return print(value, (text) => (wildcard.test(text) ? text.replace(/[*?]/g, '\\$&') : text));
}

/** pySigma's `to_plain(regex=True)`: as above with literal parts as they are. */
export function sigmaStringToPlainRegex(value: SigmaString): string {
  return print(value, (text) => text);
}

function print(value: SigmaString, literal: (text: string) => string): string {
  let out = '';
  for (const part of value.parts) {
    if (part.kind === 'plain') out += literal(part.text);
    else out += part.kind === 'wildcard' ? part.wildcard : `%${part.name}%`;
  }
  return out;
}

export function codePointLength(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      length--;
      i++;
    }
  }
  return length;
}

export function sigmaStringLength(value: SigmaString): number {
  return value.parts.reduce((sum, part) => sum + (part.kind === 'plain' ? codePointLength(part.text) : 1), 0);
}

export function startsWithWildcard(value: SigmaString, which: '*' | '?' = '*'): boolean {
  const first = value.parts[0];
  return first?.kind === 'wildcard' && first.wildcard === which;
}

export function endsWithWildcard(value: SigmaString, which: '*' | '?' = '*'): boolean {
  const last = value.parts.at(-1);
  return last?.kind === 'wildcard' && last.wildcard === which;
}

/** Whether the string's first part is literal and begins with the text. */
export function startsWithText(value: SigmaString, text: string): boolean {
  const first = value.parts[0];
  return first?.kind === 'plain' && first.text.startsWith(text);
}

export function endsWithText(value: SigmaString, text: string): boolean {
  const last = value.parts.at(-1);
  return last?.kind === 'plain' && last.text.endsWith(text);
}

/** Whether there is a wildcard; placeholders do not count. */
export function containsSpecial(value: SigmaString): boolean {
  return value.parts.some((part) => part.kind === 'wildcard');
}

export interface PlaceholderFilter {
  readonly include?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
}

/** Whether there is a placeholder whose name is in `include` and not in `exclude`, where these are given. */
export function containsPlaceholder(value: SigmaString, filter: PlaceholderFilter = {}): boolean {
  return value.parts.some(
    (part) =>
      part.kind === 'placeholder' &&
      (filter.include === undefined || filter.include.includes(part.name)) &&
      (filter.exclude === undefined || !filter.exclude.includes(part.name)),
  );
}

/** pySigma's comparison of two strings: part by part. */
export function equalSigmaStrings(a: SigmaString, b: SigmaString): boolean {
  return (
    a.parts.length === b.parts.length && a.parts.every((part, i) => equalParts(part, b.parts[i] as SigmaStringPart))
  );
}

function equalParts(a: SigmaStringPart, b: SigmaStringPart): boolean {
  if (a.kind === 'plain') return b.kind === 'plain' && a.text === b.text;
  if (a.kind === 'wildcard') return b.kind === 'wildcard' && a.wildcard === b.wildcard;
  return b.kind === 'placeholder' && a.name === b.name;
}
