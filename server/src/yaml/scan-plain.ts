import {
  afterBreak,
  endOfLine,
  isBlankOrEnd,
  isBreak,
  isDocumentMarkerAt,
  isFlowIndicator,
  normalBreak,
} from './characters.ts';
import type { Scanner } from './scanner.ts';
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
export function scanPlain(scanner: Scanner): void {
  const { text } = scanner;
  const flow = scanner.flowLevel !== 0;
  const start = scanner.pos;
  let pos = start;
  let end = start;
  let chunkStart = start;
  let content = '';
  let fold: string | null = null;
  while (text.charCodeAt(pos) !== 35) {
    const wordStart = pos;
    pos = endOfWord(text, pos, flow);
    if (pos === wordStart) break;
    if (fold !== null) {
      content += text.slice(chunkStart, end) + fold;
      chunkStart = wordStart;
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
  content = content === '' ? text.slice(chunkStart, end) : content + text.slice(chunkStart, end);
  scanner.push(Token.plainScalar, start, end, content);
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
function foldLines(scanner: Scanner): string | null {
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
export function scanRestOfLine(scanner: Scanner, start: number): void {
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
