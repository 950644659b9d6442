/** Escapes inside and outside of character classes. */
import { pythonStringRepr } from '../../../yaml/python-repr.ts';
import type { AnchorName, CategoryName, RegexNode, SetItem } from './ast.ts';
import type { ParserState } from './parser-state.ts';
import { codePoints, type PatternSource } from './pattern-source.ts';
import { lookUpCharacterName } from './unicode-names.ts';

type Literal = Extract<SetItem, { kind: 'literal' }>;

const controls: Readonly<Record<string, number>> = {
  '\\a': 7,
  '\\b': 8,
  '\\f': 12,
  '\\n': 10,
  '\\r': 13,
  '\\t': 9,
  '\\v': 11,
  '\\\\': 92,
};
const categories: Readonly<Record<string, CategoryName>> = { d: 'digit', s: 'space', w: 'word' };
const anchors: Readonly<Record<string, AnchorName>> = {
  '\\A': 'beginning-string',
  '\\b': 'boundary',
  '\\B': 'non-boundary',
  '\\Z': 'end-string',
};
/** Digits that have to follow `\x`, `\u` and `\U`. */
const hexDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

const octal = /^[0-7]$/;
const digit = /^[0-9]$/;

function literal(code: number): Literal {
  return { kind: 'literal', code };
}

function categoryOf(token: string): Extract<SetItem, { kind: 'category' }> | undefined {
  const letter = token.slice(1);
  const category = categories[letter.toLowerCase()];
  return category && { kind: 'category', category, negate: letter !== letter.toLowerCase() };
}

/** `\d`, `\x41`, `\n`, … in a class. */
export function parseClassEscape(source: PatternSource, token: string): SetItem {
  const control = controls[token];
  if (control !== undefined) return literal(control);
  const known = categoryOf(token) ?? parseCharacterEscape(source, token);
  if (known) return known;
  const char = token.slice(1);
  if (octal.test(char)) return literal(parseOctal(source, token + source.getWhile(2, octal)));
  return literal(parseIdentity(source, token));
}

/** An escape outside of classes. */
export function parseEscape(source: PatternSource, token: string, state: ParserState): RegexNode {
  const at = anchors[token];
  if (at) return { kind: 'at', at };
  const category = categoryOf(token);
  if (category) return { kind: 'set', negate: false, items: [category] };
  const control = controls[token];
  if (control !== undefined) return literal(control);
  const known = parseCharacterEscape(source, token);
  if (known) return known;
  const char = token.slice(1);
  if (char === '0') return literal(Number.parseInt((token + source.getWhile(2, octal)).slice(1), 8));
  return digit.test(char) ? parseBackreference(source, token, state) : literal(parseIdentity(source, token));
}

/** `\x41`, `\u0041`, `\U00000041`, `\N{LATIN CAPITAL LETTER A}`. */
function parseCharacterEscape(source: PatternSource, token: string): Literal | undefined {
  const letter = token.slice(1);
  if (letter === 'N') return literal(parseCharacterName(source));
  const count = hexDigits[letter];
  if (count === undefined) return undefined;
  const digits = source.getWhile(count, /^[0-9a-fA-F]$/);
  const whole = token + digits;
  if (digits.length !== count) throw source.error(`incomplete escape ${whole}`, whole.length);
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff) throw source.error(`bad escape ${whole}`, whole.length);
  return literal(code);
}

function parseCharacterName(source: PatternSource): number {
  if (!source.match('{')) throw source.error('missing {');
  const name = source.getUntil('}', 'character name');
  const code = lookUpCharacterName(name);
  if (code !== undefined) return code;
  throw source.error(`undefined character name ${pythonStringRepr(name)}`, codePoints(name) + 4);
}

function parseOctal(source: PatternSource, token: string): number {
  const code = Number.parseInt(token.slice(1), 8);
  if (code <= 0o377) return code;
  throw source.error(`octal escape value ${token} outside of range 0-0o377`, token.length);
}

/** One or two digits refer to a group, three octal ones are a character. */
function parseBackreference(source: PatternSource, start: string, state: ParserState): RegexNode {
  let token = start + source.getWhile(1, digit);
  if (/^\\[0-7]{2}$/.test(token) && source.next !== null && octal.test(source.next)) {
    token += source.get();
    return literal(parseOctal(source, token));
  }
  const group = Number(token.slice(1));
  if (group >= state.groups) throw source.error(`invalid group reference ${group}`, token.length - 1);
  if (!state.isClosed(group)) throw source.error('cannot refer to an open group', token.length);
  state.checkLookbehindGroup(group, source);
  return { kind: 'backreference', group };
}

/** Any character but ASCII letters and digits stands for itself. */
function parseIdentity(source: PatternSource, token: string): number {
  const char = token.slice(1);
  if (/^[a-zA-Z0-9]$/.test(char)) throw source.error(`bad escape ${token}`, token.length);
  return char.codePointAt(0) as number;
}
