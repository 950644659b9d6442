import { afterBreak, endOfLine, isBreak, isDocumentMarkerAt, isHexDigit, normalBreak } from './characters.ts';
import type { PythonErrorClass } from './diagnostics.ts';
import { pythonCharacterRepr } from './python-repr.ts';
import type { ScannerState } from './scanner-state.ts';
import { Token } from './tokens.ts';

/** pyyaml: scanner.py#scan_flow_scalar */
export function scanSingleQuoted(scanner: ScannerState): void {
  const { text } = scanner;
  const start = scanner.pos;
  let pos = start + 1;
  let chunkStart = pos;
  let content = '';
  for (;;) {
    const c = text.charCodeAt(pos);
    if (c === 39) {
      if (text.charCodeAt(pos + 1) !== 39) break;
      content += text.slice(chunkStart, pos + 1);
      pos += 2;
      chunkStart = pos;
    } else if (c === 0) {
      unclosed(scanner, start, pos);
      return;
    } else if (isBreak(c)) {
      content += text.slice(chunkStart, trimBlanks(text, chunkStart, pos));
      scanner.pos = pos;
      const folded = foldQuotedLines(scanner, start);
      if (folded === null) return;
      content += folded;
      pos = scanner.pos;
      chunkStart = pos;
    } else pos++;
  }
  finish(scanner, Token.singleQuotedScalar, start, pos, content + text.slice(chunkStart, pos));
}

/** pyyaml: scanner.py#scan_flow_scalar */
export function scanDoubleQuoted(scanner: ScannerState): void {
  const { text } = scanner;
  const start = scanner.pos;
  let pos = start + 1;
  let chunkStart = pos;
  let content = '';
  for (;;) {
    const c = text.charCodeAt(pos);
    if (c === 34) break;
    if (c === 92) {
      content += text.slice(chunkStart, pos);
      scanner.pos = pos;
      const escaped = scanEscape(scanner, start);
      if (escaped === null) return;
      content += escaped;
      pos = scanner.pos;
      chunkStart = pos;
    } else if (c === 0) {
      unclosed(scanner, start, pos);
      return;
    } else if (isBreak(c)) {
      content += text.slice(chunkStart, trimBlanks(text, chunkStart, pos));
      scanner.pos = pos;
      const folded = foldQuotedLines(scanner, start);
      if (folded === null) return;
      content += folded;
      pos = scanner.pos;
      chunkStart = pos;
    } else pos++;
  }
  finish(scanner, Token.doubleQuotedScalar, start, pos, content + text.slice(chunkStart, pos));
}

function finish(scanner: ScannerState, type: number, start: number, quoteAt: number, content: string): void {
  scanner.pos = quoteAt + 1;
  scanner.push(type, start, quoteAt + 1, content);
}

function trimBlanks(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && (text.charCodeAt(at - 1) === 32 || text.charCodeAt(at - 1) === 9)) at--;
  return at;
}

/** A line break within quotes and the blank lines after it; `null` when the scalar ends in an error. */
function foldQuotedLines(scanner: ScannerState, start: number): string | null {
  const first = normalBreak(scanner.text.charCodeAt(scanner.pos));
  const breaks = skipBreaks(scanner, start);
  if (breaks === null) return null;
  if (first !== '\n') return first + breaks;
  return breaks === '' ? ' ' : breaks;
}

/** From a line break to the next character that is not blank. pyyaml: scanner.py#scan_flow_scalar_breaks */
function skipBreaks(scanner: ScannerState, start: number): string | null {
  const { text } = scanner;
  let pos = afterBreak(text, scanner.pos);
  scanner.lineStart = pos;
  let breaks = '';
  for (;;) {
    if (isDocumentMarkerAt(text, pos)) {
      scanner.diagnostics.fail({
        errorClass: 'ScannerError',
        context: 'while scanning a quoted scalar',
        contextAt: start,
        problem: 'found unexpected document separator',
        problemAt: pos,
        span: { start, end: endOfLine(text, start) },
        message: 'The quoted value that starts here is not closed before the next document. Add the closing quote.',
      });
      closeAtLineEnd(scanner, start);
      return null;
    }
    let c = text.charCodeAt(pos);
    while (c === 32 || c === 9) c = text.charCodeAt(++pos);
    if (!isBreak(c)) break;
    breaks += normalBreak(c);
    pos = afterBreak(text, pos);
    scanner.lineStart = pos;
  }
  scanner.pos = pos;
  return breaks;
}

function unclosed(scanner: ScannerState, start: number, end: number): void {
  scanner.diagnostics.fail({
    errorClass: 'ScannerError',
    context: 'while scanning a quoted scalar',
    contextAt: start,
    problem: 'found unexpected end of stream',
    problemAt: end,
    span: { start, end: endOfLine(scanner.text, start) },
    message: 'The quoted value that starts here is never closed. Add the closing quote.',
  });
  closeAtLineEnd(scanner, start);
}

/** Repair: the scalar ends with the line that it starts in. */
function closeAtLineEnd(scanner: ScannerState, start: number): void {
  const { text } = scanner;
  const end = endOfLine(text, start);
  scanner.pos = end;
  scanner.rewindLine(start);
  const type = text.charCodeAt(start) === 39 ? Token.singleQuotedScalar : Token.doubleQuotedScalar;
  scanner.push(type, start, end, text.slice(start + 1, end));
}

const replacements = new Map<number, string>([
  [48, '\0'],
  [97, '\x07'],
  [98, '\b'],
  [116, '\t'],
  [9, '\t'],
  [110, '\n'],
  [118, '\v'],
  [102, '\f'],
  [114, '\r'],
  [101, '\x1b'],
  [32, ' '],
  [34, '"'],
  [92, '\\'],
  [47, '/'],
  [78, '\x85'],
  [95, '\xa0'],
  [76, '\u2028'],
  [80, '\u2029'],
]);

/** What `\` followed by the character code stands for. */
export function escapeReplacement(c: number): string | undefined {
  return replacements.get(c);
}

/** Number of hexadecimal digits that follow `\x`, `\u` and `\U`; 0 for others. */
export function escapeLength(c: number): number {
  return c === 120 ? 2 : c === 117 ? 4 : c === 85 ? 8 : 0;
}

/** What the escape at the current position stands for; `null` when the scalar ends in an error. */
function scanEscape(scanner: ScannerState, start: number): string | null {
  const { text } = scanner;
  const at = scanner.pos + 1;
  const c = text.charCodeAt(at);
  const replacement = replacements.get(c);
  if (replacement !== undefined) {
    scanner.pos = at + 1;
    return replacement;
  }
  const length = escapeLength(c);
  if (length > 0) return scanCodePoint(scanner, start, at + 1, length);
  if (isBreak(c)) {
    scanner.pos = at;
    return skipBreaks(scanner, start);
  }
  return badEscape(scanner, start, at, {
    problem: `found unknown escape character ${pythonCharacterRepr(text, at)}`,
    problemAt: at,
  });
}

function scanCodePoint(scanner: ScannerState, start: number, at: number, length: number): string {
  const { text } = scanner;
  for (let i = 0; i < length; i++) {
    if (!isHexDigit(text.charCodeAt(at + i))) {
      const found = pythonCharacterRepr(text, at + i);
      return badEscape(scanner, start, at - 1, {
        problem: `expected escape sequence of ${length} hexadecimal numbers, but found ${found}`,
        problemAt: at,
      });
    }
  }
  const code = Number.parseInt(text.slice(at, at + length), 16);
  if (code > 0x10ffff) {
    return badEscape(scanner, start, at - 1, {
      errorClass: code > 0x7fffffff ? 'OverflowError' : 'ValueError',
      problem: code > 0x7fffffff ? 'Python int too large to convert to C int' : 'chr() arg not in range(0x110000)',
    });
  }
  scanner.pos = at + length;
  return String.fromCodePoint(code);
}

/** Reports a bad escape and repairs it: the backslash stands for itself. */
function badEscape(
  scanner: ScannerState,
  start: number,
  at: number,
  error: { errorClass?: PythonErrorClass; problem: string; problemAt?: number },
): string {
  const marked = error.problemAt !== undefined;
  scanner.diagnostics.fail({
    errorClass: error.errorClass ?? 'ScannerError',
    context: marked ? 'while scanning a double-quoted scalar' : undefined,
    contextAt: marked ? start : undefined,
    problem: error.problem,
    problemAt: error.problemAt,
    span: { start: at - 1, end: Math.min(at + 1, scanner.text.length - 1) },
    message:
      'In double quotes a backslash starts an escape, and this is none. Use single quotes, where a backslash is a ' +
      'plain character, or write the backslash twice.',
  });
  scanner.pos = at;
  return '\\';
}
