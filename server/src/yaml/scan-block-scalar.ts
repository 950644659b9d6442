import { afterBreak, endOfLine, isBreak, isBreakOrEnd, isDigit, isSpaceBreakOrEnd, normalBreak } from './characters.ts';
import { pythonCharacterRepr } from './python-repr.ts';
import type { ScannerState } from './scanner-state.ts';
import { Token } from './tokens.ts';

interface Header {
  readonly chomping: 'clip' | 'strip' | 'keep';
  /** The indentation indicator, 0 when there is none. */
  readonly increment: number;
}

/** pyyaml: scanner.py#scan_block_scalar */
export function scanBlockScalar(scanner: ScannerState, type: number): void {
  const { text } = scanner;
  const start = scanner.pos;
  const { chomping, increment } = scanHeader(scanner, start);
  let end = scanner.pos;
  skipHeaderRest(scanner, start);
  let indent = Math.max(1, scanner.indent + 1) + increment - 1;
  let breaks = '';
  if (increment === 0) {
    const leading = skipLeadingLines(scanner);
    indent = Math.max(indent + 1, leading.indent);
    breaks = leading.breaks;
  } else breaks = skipBreaks(scanner, indent);

  let content = '';
  let lineBreak = '';
  while (scanner.pos - scanner.lineStart === indent && text.charCodeAt(scanner.pos) !== 0) {
    const lineStart = scanner.pos;
    end = endOfLine(text, lineStart);
    content += breaks + text.slice(lineStart, end);
    lineBreak = toNextLine(scanner, end);
    breaks = skipBreaks(scanner, indent);
    const next = text.charCodeAt(scanner.pos);
    if (scanner.pos - scanner.lineStart !== indent || next === 0) break;
    const first = text.charCodeAt(lineStart);
    if (type === Token.foldedScalar && lineBreak === '\n' && !isBlank(first) && !isBlank(next)) {
      if (breaks === '') content += ' ';
    } else content += lineBreak;
  }
  if (chomping !== 'strip') content += lineBreak;
  if (chomping === 'keep') content += breaks;
  scanner.push(type, start, end, content);
}

function isBlank(c: number): boolean {
  return c === 32 || c === 9;
}

/** Goes past the line break at `offset`, if there is one, and says what it is read as. */
function toNextLine(scanner: ScannerState, offset: number): string {
  const c = scanner.text.charCodeAt(offset);
  if (!isBreak(c)) {
    scanner.pos = offset;
    return '';
  }
  scanner.pos = afterBreak(scanner.text, offset);
  scanner.lineStart = scanner.pos;
  return normalBreak(c);
}

/** pyyaml: scanner.py#scan_block_scalar_indentation */
function skipLeadingLines(scanner: ScannerState): { breaks: string; indent: number } {
  const { text } = scanner;
  let breaks = '';
  let indent = 0;
  for (;;) {
    const c = text.charCodeAt(scanner.pos);
    if (c === 32) {
      scanner.pos++;
      indent = Math.max(indent, scanner.pos - scanner.lineStart);
    } else if (isBreak(c)) breaks += toNextLine(scanner, scanner.pos);
    else return { breaks, indent };
  }
}

/** pyyaml: scanner.py#scan_block_scalar_breaks */
function skipBreaks(scanner: ScannerState, indent: number): string {
  const { text } = scanner;
  let breaks = '';
  for (;;) {
    const limit = scanner.lineStart + indent;
    let { pos } = scanner;
    while (pos < limit && text.charCodeAt(pos) === 32) pos++;
    scanner.pos = pos;
    if (!isBreak(text.charCodeAt(pos))) return breaks;
    breaks += toNextLine(scanner, pos);
  }
}

/** pyyaml: scanner.py#scan_block_scalar_indicators */
function scanHeader(scanner: ScannerState, start: number): Header {
  const { text } = scanner;
  let pos = start + 1;
  let chomping: Header['chomping'] = 'clip';
  let increment = 0;
  let c = text.charCodeAt(pos);
  const chompingFirst = c === 43 || c === 45;
  for (let i = 0; i < 2; i++) {
    const wantsChomping = chompingFirst === (i === 0);
    if (wantsChomping && (c === 43 || c === 45)) chomping = c === 43 ? 'keep' : 'strip';
    else if (!wantsChomping && isDigit(c)) {
      increment = c - 48;
      if (increment === 0) {
        scanner.pos = pos;
        failHeader(scanner, start, 'expected indentation indicator in the range 1-9, but found 0');
      }
    } else break;
    c = text.charCodeAt(++pos);
  }
  scanner.pos = pos;
  if (!isSpaceBreakOrEnd(c)) {
    const found = pythonCharacterRepr(text, pos);
    failHeader(scanner, start, `expected chomping or indentation indicators, but found ${found}`);
  }
  return { chomping, increment };
}

/** pyyaml: scanner.py#scan_block_scalar_ignored_line */
function skipHeaderRest(scanner: ScannerState, start: number): void {
  const { text } = scanner;
  let { pos } = scanner;
  while (text.charCodeAt(pos) === 32) pos++;
  scanner.pos = pos;
  if (text.charCodeAt(pos) !== 35 && !isBreakOrEnd(text.charCodeAt(pos))) {
    failHeader(scanner, start, `expected a comment or a line break, but found ${pythonCharacterRepr(text, pos)}`);
  }
  toNextLine(scanner, endOfLine(text, pos));
}

/** Repair: the rest of the header's line is skipped. */
function failHeader(scanner: ScannerState, start: number, problem: string): void {
  scanner.diagnostics.fail({
    errorClass: 'ScannerError',
    context: 'while scanning a block scalar',
    contextAt: start,
    problem,
    problemAt: scanner.pos,
    span: { start, end: endOfLine(scanner.text, start) },
    message:
      'After “|” or “>” only the indicators “+”, “-” and a digit from 1 to 9, and a comment may stand on the line. ' +
      'Put the text on the lines below, or quote the value if it starts with this character.',
  });
}
