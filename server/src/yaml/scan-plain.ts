import {
  afterBreak,
  endOfContent,
  endOfLine,
  isBlankOrEnd,
  isBreak,
  isDocumentMarkerAt,
  isFlowIndicator,
  normalBreak,
} from './characters.ts';
import type { ScannerState } from './scanner-state.ts';
import { Token } from './tokens.ts';

// What an ASCII character does to a plain scalar: nothing, end a word, end it before a blank, end it in flow collections.
const endsWord = 1;
const endsBeforeBlank = 2;
const endsInFlow = 3;
const effects = new Uint8Array(128);
for (const c of [0, 9, 10, 13, 32]) effects[c] = endsWord;
effects[58] = endsBeforeBlank;
for (const c of ',?[]{}') effects[c.charCodeAt(0)] = endsInFlow;

/** pyyaml: scanner.py#scan_plain */
export function scanPlain(scanner: ScannerState): void {
  const { text } = scanner;
  const flow = scanner.flowLevel !== 0;
  const start = scanner.pos;
  let pos = start;
  let end = start;
  let lineStart = start;
  // The lines before the current one, with and without the last fold.
  let content = '';
  let lines: Lines | null = null;
  let fold: string | null = null;
  while (text.charCodeAt(pos) !== 35) {
    const wordStart = pos;
    pos = endOfWord(text, pos, flow);
    if (pos === wordStart) break;
    if (fold !== null) {
      lines = { text: content + text.slice(lineStart, end), end };
      content = lines.text + fold;
      lineStart = wordStart;
      fold = null;
    }
    scanner.allowSimpleKey = false;
    end = pos;
    let c = text.charCodeAt(pos);
    if (c === 32) {
      do c = text.charCodeAt(++pos);
      while (c === 32);
      if (!isBreak(c)) continue;
    } else if (!isBreak(c)) break;
    scanner.pos = pos;
    fold = foldLines(scanner);
    pos = scanner.pos;
    if (fold === null || (!flow && scanner.column() <= scanner.indent)) break;
  }
  scanner.pos = pos;
  if (pos === end && !flow && text.charCodeAt(pos) === 58 && (lines !== null || !scanner.hasPossibleKey)) {
    pushBeforeColon(scanner, start, lineStart, lines);
    return;
  }
  const line = text.slice(lineStart, end);
  scanner.push(Token.plainScalar, start, end, content === '' ? line : content + line);
}

interface Lines {
  readonly text: string;
  readonly end: number;
}

/**
 * A `: ` follows that cannot make a key of the scalar: the scanner meets it next, and fails. As a repair, a line of its own is not
 * taken into the scalar, and a `: ` in the first line is.
 */
function pushBeforeColon(scanner: ScannerState, start: number, lineStart: number, lines: Lines | null): void {
  if (lines !== null) {
    scanner.splitAt = lineStart;
    scanner.push(Token.plainScalar, start, lines.end, lines.text);
    return;
  }
  const end = endOfContent(scanner.text, start);
  scanner.splitAt = -1;
  scanner.push(Token.plainScalar, start, end, scanner.text.slice(start, end));
}

function endOfWord(text: string, start: number, flow: boolean): number {
  let pos = start;
  for (;;) {
    const c = text.charCodeAt(pos);
    if (c < 128) {
      const effect = effects[c];
      if (effect !== 0) {
        if (effect === endsWord) return pos;
        if (effect === endsBeforeBlank) {
          const next = text.charCodeAt(pos + 1);
          if (isBlankOrEnd(next) || (flow && isFlowIndicator(next))) return pos;
        } else if (flow) return pos;
      }
    } else if (c === 0x85 || c === 0x2028 || c === 0x2029) return pos;
    pos++;
  }
}

/**
 * From a line break to the next line's first character: what the break is read as, or `null` before a document marker.
 * pyyaml: scanner.py#scan_plain_spaces
 */
function foldLines(scanner: ScannerState): string | null {
  const { text } = scanner;
  let { pos } = scanner;
  let c = text.charCodeAt(pos);
  const first = normalBreak(c);
  pos = afterBreak(text, pos);
  scanner.allowSimpleKey = true;
  scanner.lineStart = pos;
  let breaks = '';
  let atMarker = isDocumentMarkerAt(text, pos);
  while (!atMarker) {
    c = text.charCodeAt(pos);
    if (c === 32) pos++;
    else if (isBreak(c)) {
      breaks += normalBreak(c);
      pos = afterBreak(text, pos);
      scanner.lineStart = pos;
      atMarker = isDocumentMarkerAt(text, pos);
    } else break;
  }
  scanner.pos = pos;
  if (atMarker) return null;
  if (first !== '\n') return first + breaks;
  return breaks === '' ? ' ' : breaks;
}

/** Repair: reads the rest of the line (in flow collections up to the next indicator) as a plain scalar. */
export function scanRestOfLine(scanner: ScannerState, start: number): void {
  const { text } = scanner;
  const flow = scanner.flowLevel !== 0;
  const lineEnd = endOfLine(text, start);
  let end = start + 1;
  while (end < lineEnd) {
    const c = text.charCodeAt(end);
    if (flow && isFlowIndicator(c)) break;
    if (c === 35 && isBlankOrEnd(text.charCodeAt(end - 1))) break;
    if (c === 58 && isBlankOrEnd(text.charCodeAt(end + 1))) break;
    end++;
  }
  scanner.pos = end;
  while (end > start + 1 && isBlankOrEnd(text.charCodeAt(end - 1))) end--;
  scanner.push(Token.plainScalar, start, end, text.slice(start, end));
}
