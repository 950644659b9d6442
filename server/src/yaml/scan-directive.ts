import { afterBreak, endOfLine, isBreakOrEnd, isDigit, isSpaceBreakOrEnd, isWordCharacter } from './characters.ts';
import { pythonCharacterRepr } from './python-repr.ts';
import { failIn, scanTagHandle, scanTagUri } from './scan-properties.ts';
import type { ScannerState } from './scanner-state.ts';
import { type Directive, Token } from './tokens.ts';

/** A line that starts with `%`. A broken one is reported and skipped. pyyaml: scanner.py#scan_directive */
export function scanDirective(scanner: ScannerState): void {
  const start = scanner.pos;
  const directive = readDirective(scanner, start);
  const end = scanner.pos;
  if (directive !== null && endDirective(scanner, start)) scanner.push(Token.directive, start, end, directive);
  else scanner.pos = endOfLine(scanner.text, start);
}

function readDirective(scanner: ScannerState, start: number): Directive | null {
  const { text } = scanner;
  let pos = start + 1;
  while (isWordCharacter(text.charCodeAt(pos))) pos++;
  const name = text.slice(start + 1, pos);
  scanner.pos = pos;
  if (name === '' || !isSpaceBreakOrEnd(text.charCodeAt(pos))) {
    return fail(scanner, start, 'expected alphabetic or numeric character');
  }
  if (name === 'YAML') return readVersion(scanner, start);
  if (name === 'TAG') return readTag(scanner, start);
  scanner.pos = endOfLine(text, pos);
  return { name: '' };
}

function readVersion(scanner: ScannerState, start: number): Directive | null {
  const { text } = scanner;
  skipSpaces(scanner);
  const major = readNumber(scanner, start);
  if (major === null) return null;
  if (text.charCodeAt(scanner.pos) !== 46) return fail(scanner, start, "expected a digit or '.'");
  scanner.pos++;
  if (readNumber(scanner, start) === null) return null;
  if (!isSpaceBreakOrEnd(text.charCodeAt(scanner.pos))) return fail(scanner, start, "expected a digit or ' '");
  return { name: 'YAML', major };
}

function readNumber(scanner: ScannerState, start: number): bigint | null {
  const from = scanner.pos;
  while (isDigit(scanner.text.charCodeAt(scanner.pos))) scanner.pos++;
  if (scanner.pos === from) return fail(scanner, start, 'expected a digit');
  return BigInt(scanner.text.slice(from, scanner.pos));
}

function readTag(scanner: ScannerState, start: number): Directive | null {
  const { text } = scanner;
  skipSpaces(scanner);
  const handle = scanTagHandle(scanner, 'directive', start);
  if (handle === null) return null;
  if (text.charCodeAt(scanner.pos) !== 32) return fail(scanner, start, "expected ' '");
  skipSpaces(scanner);
  const prefix = scanTagUri(scanner, 'directive', start);
  if (prefix === null) return null;
  if (!isSpaceBreakOrEnd(text.charCodeAt(scanner.pos))) return fail(scanner, start, "expected ' '");
  return { name: 'TAG', handle, prefix };
}

/** pyyaml: scanner.py#scan_directive_ignored_line */
function endDirective(scanner: ScannerState, start: number): boolean {
  skipSpaces(scanner);
  if (scanner.text.charCodeAt(scanner.pos) === 35) scanner.pos = endOfLine(scanner.text, scanner.pos);
  const c = scanner.text.charCodeAt(scanner.pos);
  if (!isBreakOrEnd(c)) {
    fail(scanner, start, 'expected a comment or a line break');
    return false;
  }
  // PyYAML takes the line break too, so that no simple key may start in the next line.
  if (c !== 0) {
    scanner.pos = afterBreak(scanner.text, scanner.pos);
    scanner.lineStart = scanner.pos;
  }
  return true;
}

function skipSpaces(scanner: ScannerState): void {
  while (scanner.text.charCodeAt(scanner.pos) === 32) scanner.pos++;
}

function fail(scanner: ScannerState, start: number, expected: string): null {
  failIn(scanner, 'directive', start, `${expected}, but found ${pythonCharacterRepr(scanner.text, scanner.pos)}`);
  return null;
}
