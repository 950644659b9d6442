import { endOfLine, isBlankOrEnd, isHexDigit, isSpaceBreakOrEnd, isWordCharacter } from './characters.ts';
import { pythonCharacterRepr } from './python-repr.ts';
import { scanRestOfLine } from './scan-plain.ts';
import type { ScannerState } from './scanner-state.ts';
import { Token } from './tokens.ts';
import { decodeUtf8, pythonUtf8ErrorText } from './utf8.ts';

const afterAnchor = '?:,]}%@`';

/** An alias or anchor. pyyaml: scanner.py#scan_anchor */
export function scanAnchor(scanner: ScannerState, type: number): void {
  const { text } = scanner;
  const start = scanner.pos;
  let pos = start + 1;
  while (isWordCharacter(text.charCodeAt(pos))) pos++;
  const next = text.charCodeAt(pos);
  if (pos === start + 1 || !(isBlankOrEnd(next) || afterAnchor.includes(text.charAt(pos)))) {
    const isAlias = type === Token.alias;
    scanner.diagnostics.fail({
      errorClass: 'ScannerError',
      context: `while scanning an ${isAlias ? 'alias' : 'anchor'}`,
      contextAt: start,
      problem: `expected alphabetic or numeric character, but found ${pythonCharacterRepr(text, pos)}`,
      problemAt: pos,
      span: { start, end: Math.max(start + 1, Math.min(pos + 1, endOfLine(text, start))) },
      message: isAlias
        ? 'A value cannot start with “*” in YAML, where it refers to an anchor. Put the value in quotes.'
        : 'A value cannot start with “&” in YAML, where it names an anchor. Put the value in quotes.',
    });
    scanRestOfLine(scanner, start);
    return;
  }
  scanner.pos = pos;
  scanner.push(type, start, pos, text.slice(start + 1, pos));
}

/** pyyaml: scanner.py#scan_tag */
export function scanTag(scanner: ScannerState): void {
  const { text } = scanner;
  const start = scanner.pos;
  const next = text.charCodeAt(start + 1);
  let handle: string | null = null;
  let suffix: string | null = '!';
  if (next === 60) {
    scanner.pos = start + 2;
    suffix = scanTagUri(scanner, 'tag', start);
    if (suffix !== null && text.charCodeAt(scanner.pos) !== 62) {
      failTag(scanner, 'parsing', start, `expected '>', but found ${pythonCharacterRepr(text, scanner.pos)}`);
      suffix = null;
    }
    scanner.pos++;
  } else if (isBlankOrEnd(next)) scanner.pos = start + 1;
  else {
    handle = '!';
    scanner.pos = start + 1;
    if (hasSecondMark(text, start + 1)) {
      scanner.pos = start;
      handle = scanTagHandle(scanner, 'tag', start);
    }
    suffix = handle === null ? null : scanTagUri(scanner, 'tag', start);
  }
  if (suffix !== null && !isSpaceBreakOrEnd(text.charCodeAt(scanner.pos))) {
    failTag(scanner, 'scanning', start, `expected ' ', but found ${pythonCharacterRepr(text, scanner.pos)}`);
    suffix = null;
  }
  if (suffix === null) scanRestOfLine(scanner, start);
  else scanner.push(Token.tag, start, scanner.pos, { handle, suffix });
}

function hasSecondMark(text: string, start: number): boolean {
  for (let at = start; !isSpaceBreakOrEnd(text.charCodeAt(at)); at++) if (text.charCodeAt(at) === 33) return true;
  return false;
}

/** Reports a bad tag, and says where. The caller repairs it: the tag is read as plain text. */
function failTag(
  scanner: ScannerState,
  doing: 'scanning' | 'parsing',
  start: number,
  problem: string,
  at?: number,
): void {
  scanner.diagnostics.fail({
    errorClass: 'ScannerError',
    context: `while ${doing} a tag`,
    contextAt: start,
    problem,
    problemAt: at ?? scanner.pos,
    span: { start, end: Math.max(start + 1, Math.min(scanner.pos, endOfLine(scanner.text, start))) },
    message: 'A value cannot start with “!” in YAML, where it names a type. Put the value in quotes.',
  });
}

function failDirective(scanner: ScannerState, start: number, problem: string, at?: number, doing = 'scanning'): void {
  scanner.diagnostics.fail({
    errorClass: 'ScannerError',
    context: `while ${doing} a directive`,
    contextAt: start,
    problem,
    problemAt: at ?? scanner.pos,
    span: { start, end: endOfLine(scanner.text, start) },
    message:
      'A line that starts with “%” must be a directive, “%YAML 1.1” or “%TAG handle prefix”. ' +
      'Remove the line, or quote or indent the value if it starts with a percent sign.',
  });
}

/** Reports an error in a tag or in a directive, at the current position or `at`. */
export function failIn(
  scanner: ScannerState,
  name: 'tag' | 'directive',
  start: number,
  problem: string,
  options: { at?: number; doing?: 'scanning' | 'parsing' } = {},
): void {
  if (name === 'tag') failTag(scanner, options.doing ?? 'scanning', start, problem, options.at);
  else failDirective(scanner, start, problem, options.at, options.doing);
}

/** `!`, `!!` or `!name!`; `null` after an error. pyyaml: scanner.py#scan_tag_handle */
export function scanTagHandle(scanner: ScannerState, name: 'tag' | 'directive', start: number): string | null {
  const { text } = scanner;
  const from = scanner.pos;
  if (text.charCodeAt(from) !== 33) {
    failIn(scanner, name, start, `expected '!', but found ${pythonCharacterRepr(text, from)}`);
    return null;
  }
  let pos = from + 1;
  if (text.charCodeAt(pos) !== 32) {
    while (isWordCharacter(text.charCodeAt(pos))) pos++;
    if (text.charCodeAt(pos) !== 33) {
      scanner.pos = pos;
      failIn(scanner, name, start, `expected '!', but found ${pythonCharacterRepr(text, pos)}`);
      return null;
    }
    pos++;
  }
  scanner.pos = pos;
  return text.slice(from, pos);
}

const uriCharacters = "-;/?:@&=+$,_.!~*'()[]%";

function isUriCharacter(text: string, offset: number): boolean {
  const c = text.charCodeAt(offset);
  return isWordCharacter(c) || (c !== 0 && c < 128 && uriCharacters.includes(text.charAt(offset)));
}

/** The part of a tag after its handle; `null` after an error. pyyaml: scanner.py#scan_tag_uri */
export function scanTagUri(scanner: ScannerState, name: 'tag' | 'directive', start: number): string | null {
  const { text } = scanner;
  const from = scanner.pos;
  let uri = '';
  while (isUriCharacter(text, scanner.pos)) {
    if (text.charCodeAt(scanner.pos) === 37) {
      const escapes = scanUriEscapes(scanner, name, start);
      if (escapes === null) return null;
      uri += escapes;
    } else {
      uri += text.charAt(scanner.pos);
      scanner.pos++;
    }
  }
  if (scanner.pos === from) {
    const problem = `expected URI, but found ${pythonCharacterRepr(text, from)}`;
    failIn(scanner, name, start, problem, { doing: 'parsing' });
    return null;
  }
  return uri;
}

/** A run of `%xx`, read as UTF-8. pyyaml: scanner.py#scan_uri_escapes */
function scanUriEscapes(scanner: ScannerState, name: 'tag' | 'directive', start: number): string | null {
  const { text } = scanner;
  const from = scanner.pos;
  const bytes: number[] = [];
  while (text.charCodeAt(scanner.pos) === 37) {
    const at = ++scanner.pos;
    for (let i = 0; i < 2; i++) {
      if (isHexDigit(text.charCodeAt(at + i))) continue;
      const found = pythonCharacterRepr(text, at + i);
      failIn(scanner, name, start, `expected URI escape sequence of 2 hexadecimal numbers, but found ${found}`);
      return null;
    }
    bytes.push(Number.parseInt(text.slice(at, at + 2), 16));
    scanner.pos = at + 2;
  }
  const encoded = Uint8Array.from(bytes);
  const decoded = decodeUtf8(encoded);
  if ('text' in decoded) return decoded.text;
  failIn(scanner, name, start, pythonUtf8ErrorText(encoded, decoded.error), { at: from });
  return null;
}
