/** The replacement texts of Python's `re.sub`: references to groups and the escapes of strings. */
import { ConversionError } from './conversion-error.ts';

/** Text of a group by its number; empty for a group that took no part. */
export type GroupReader = (group: number) => string;

export interface Groups {
  readonly count: number;
  readonly names: ReadonlyMap<string, number>;
}

type Part = string | number;

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Python raises `re.error`, whose class name is `error`. */
const replacementError = (message: string) => new ConversionError('error', message);

/** Reads a replacement; the result makes the text for one match. Throws a `ConversionError`. */
export function parseReplacement(text: string, groups: Groups): (group: GroupReader) => string {
  const parts: Part[] = [];
  let at = 0;
  while (at < text.length) {
    const backslash = text.indexOf('\\', at);
    parts.push(text.slice(at, backslash < 0 ? text.length : backslash));
    if (backslash < 0) break;
    const { part, end } = readEscape(text, backslash + 1, groups);
    parts.push(part);
    at = end;
  }
  return (group) => parts.map((part) => (typeof part === 'number' ? group(part) : part)).join('');
}

function readEscape(text: string, at: number, groups: Groups): { part: Part; end: number } {
  const character = text[at];
  if (character === undefined) throw replacementError(`bad escape (end of pattern) at position ${at - 1}`);
  if (character === 'g') return readNamedGroup(text, at + 1, groups);
  if (character >= '0' && character <= '9') return readNumber(text, at, groups);
  const escaped = escapes[character];
  if (escaped !== undefined) return { part: escaped, end: at + 1 };
  if (/[A-Za-z]/.test(character)) throw replacementError(`bad escape \\${character} at position ${at - 1}`);
  return { part: `\\${character}`, end: at + 1 };
}

/** `\0`, `\012` and three octal digits are characters, other numbers of one or two digits groups. */
function readNumber(text: string, at: number, groups: Groups): { part: Part; end: number } {
  const octal = /^(?:0[0-7]{0,2}|[0-3]?[0-7]{3})/.exec(text.slice(at, at + 3))?.[0];
  if (octal !== undefined && (text[at] === '0' || octal.length === 3)) {
    const code = Number.parseInt(octal, 8);
    if (code > 0o377) throw replacementError(`octal escape value \\${octal} outside of range 0-0o377`);
    return { part: String.fromCharCode(code), end: at + octal.length };
  }
  const digits = /^[0-9]{1,2}/.exec(text.slice(at))?.[0] ?? '';
  return { part: checkedGroup(Number(digits), at, groups), end: at + digits.length };
}

function readNamedGroup(text: string, at: number, groups: Groups): { part: Part; end: number } {
  if (text[at] !== '<') throw replacementError(`missing < at position ${at}`);
  const close = text.indexOf('>', at);
  if (close < 0) throw replacementError(`missing >, unterminated name at position ${at + 1}`);
  const name = text.slice(at + 1, close);
  if (name === '') throw replacementError(`missing group name at position ${at + 1}`);
  if (/^[0-9]+$/.test(name)) return { part: checkedGroup(Number(name), at + 1, groups), end: close + 1 };
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))
    throw replacementError(`bad character in group name '${name}' at position ${at + 1}`);
  const group = groups.names.get(name);
  if (group === undefined) throw new ConversionError('IndexError', `unknown group name '${name}'`);
  return { part: group, end: close + 1 };
}

function checkedGroup(group: number, at: number, groups: Groups): number {
  if (group <= groups.count) return group;
  throw replacementError(`invalid group reference ${group} at position ${at}`);
}
