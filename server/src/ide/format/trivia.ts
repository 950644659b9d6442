/** What stands between the nodes of a YAML text: comments and blank lines. */

import type { Span } from '../../base/span.ts';

/** A line that holds a comment alone, or nothing (`text` is empty then). */
export interface TriviaLine {
  readonly column: number;
  readonly text: string;
}

export interface Trivia {
  /** A comment behind what stands before it on the same line, with the blanks that lead to it; else empty. */
  readonly inline: string;
  readonly lines: readonly TriviaLine[];
  /** Whether a line end stands before `end`. */
  readonly below: boolean;
  /** Offset of the first character that is neither blank nor comment, or the end of what was read. */
  readonly end: number;
}

/** Reads from the start on; `atLineStart`: nothing stands before it on its line. */
export function readTrivia(text: string, { start, end: to }: Span, atLineStart = false): Trivia {
  const lines: TriviaLine[] = [];
  let inline = '';
  let lineStart = start;
  let below = false;
  for (;;) {
    let at = lineStart;
    while (at < to && (text[at] === ' ' || text[at] === '\t')) at++;
    const end = endOfLine(text, at, to);
    const isComment = at < to && text[at] === '#';
    if (at < end && !isComment) return { inline, lines, below, end: at };
    const content = isComment ? text.slice(at, end).trimEnd() : '';
    if (below || atLineStart) {
      if (end < to || isComment) lines.push({ column: at - lineStart, text: content });
    } else if (isComment) inline = text.slice(lineStart, at) + content;
    if (end >= to) return { inline, lines, below, end: to };
    lineStart = end + (text[end] === '\r' ? 2 : 1);
    below = true;
  }
}

function endOfLine(text: string, from: number, to: number): number {
  const newline = text.indexOf('\n', from);
  if (newline < 0 || newline >= to) return to;
  return newline > from && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/**
 * Divides the lines between two siblings: comments indented deeper than the siblings belong to the first, the rest to the second.
 * Blank lines between the two belong to the second.
 */
export function splitTrivia(lines: readonly TriviaLine[], column: number): [TriviaLine[], TriviaLine[]] {
  let end = 0;
  for (const [index, line] of lines.entries()) {
    if (line.text === '') continue;
    if (line.column <= column) break;
    end = index + 1;
  }
  return [lines.slice(0, end), lines.slice(end)];
}

export function withoutBlankStart(lines: readonly TriviaLine[]): readonly TriviaLine[] {
  const first = lines.findIndex(({ text }) => text !== '');
  return first < 0 ? [] : lines.slice(first);
}

export function withoutBlankEnd(lines: readonly TriviaLine[]): readonly TriviaLine[] {
  return lines.slice(0, lines.findLastIndex(({ text }) => text !== '') + 1);
}

/**
 * Divides the lines above the first key. They stand at the head of the document whatever key comes first, but for a directive to the
 * line below, and for a short comment under such a head and a blank line: these belong to the key.
 */
export function splitBanner(lines: readonly TriviaLine[]): [readonly TriviaLine[], readonly TriviaLine[]] {
  const afterBlank = lines.findLastIndex(({ text }) => text === '') + 1;
  const close = lines.slice(afterBlank);
  const ofKey = close.at(-1)?.text.includes('-disable-next-line') ? 1 : 0;
  const start = afterBlank > 0 && close.length <= 2 ? afterBlank : lines.length - ofKey;
  return [lines.slice(0, start), lines.slice(start)];
}
