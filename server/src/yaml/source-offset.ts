/** From characters of a scalar's content back to the source, through quotes, escapes, folding and indentation. */
import type { Span } from '../base/span.ts';
import { afterBreak, endOfLine, isBlankOrEnd, isBreak, isBreakOrEnd } from './characters.ts';
import type { YamlScalar } from './nodes.ts';
import { escapeLength } from './scan-quoted.ts';

/**
 * Offset in the source of the character at `index` (UTF-16) of `scalar.text`; for the text's length, the end of the content.
 * A character that an escape or a fold made stands where that starts.
 */
export function scalarOffsetAt(text: string, scalar: YamlScalar, index: number): number {
  const { start, end } = contentSpan(text, scalar);
  if (index <= 0 && scalar.style !== 'literal' && scalar.style !== 'folded') return firstOffset(scalar, start);
  const inner = firstOffset(scalar, start);
  if (text.startsWith(scalar.text, inner)) return inner + Math.min(index, scalar.text.length);
  const offsets = contentOffsets(text, scalar, { start, end });
  return offsets[Math.max(0, Math.min(index, offsets.length - 1))] ?? end;
}

function firstOffset(scalar: YamlScalar, start: number): number {
  return scalar.style === 'single' || scalar.style === 'double' ? start + 1 : start;
}

/** The span of a scalar without its tag and anchor; quotes and block indicators belong to it. */
export function contentSpan(text: string, scalar: YamlScalar): Span {
  let { start } = scalar.span;
  const { end } = scalar.span;
  if (scalar.tag === undefined || scalar.text.charAt(0) === text.charAt(start)) {
    const c = text.charCodeAt(start);
    if (c !== 33 && c !== 38) return scalar.span;
  }
  // A plain scalar cannot start with `!` or `&`, so these start properties.
  while (start < end && (text.charCodeAt(start) === 33 || text.charCodeAt(start) === 38)) {
    if (scalar.style === 'plain' && scalar.text !== '' && text.startsWith(scalar.text, start)) break;
    while (start < end && !isBlankOrEnd(text.charCodeAt(start))) start++;
    start = skipBlanks(text, start, end);
  }
  return { start, end };
}

function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    if (text.charCodeAt(at) === 35) at = endOfLine(text, at);
    else if (isBlankOrEnd(text.charCodeAt(at))) at++;
    else break;
  }
  return at;
}

/** The source offset of every UTF-16 unit of the content, and of its end. */
function contentOffsets(text: string, scalar: YamlScalar, content: Span): number[] {
  if (scalar.style === 'literal' || scalar.style === 'folded') return blockOffsets(text, scalar, content);
  return flowOffsets(text, scalar, content);
}

/** Plain and quoted scalars. */
function flowOffsets(text: string, { style }: YamlScalar, { start, end }: Span): number[] {
  const offsets: number[] = [];
  const closing = style === 'plain' ? end : end - 1;
  let at = style === 'plain' ? start : start + 1;
  while (at < closing) {
    const c = text.charCodeAt(at);
    if (c === 92 && style === 'double') at = escapeOffsets(text, at, offsets);
    else if (c === 39 && style === 'single') {
      offsets.push(at);
      at += 2;
    } else if (c === 32 || c === 9 || isBreak(c)) at = blankOffsets(text, at, closing, offsets);
    else {
      offsets.push(at);
      at++;
    }
  }
  offsets.push(closing);
  return offsets;
}

/** Blanks stay; with a line break among them they are folded. */
function blankOffsets(text: string, start: number, end: number, offsets: number[]): number {
  let at = start;
  while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  if (at >= end || !isBreak(text.charCodeAt(at))) {
    for (let i = start; i < at; i++) offsets.push(i);
    return at;
  }
  const breaks = lineBreaks(text, at, end);
  const first = text.charCodeAt(at);
  // A single break becomes a space; more become all breaks but the first, unless that is a Unicode separator.
  if (first === 0x2028 || first === 0x2029 || breaks.offsets.length === 1) offsets.push(at);
  offsets.push(...breaks.offsets.slice(1));
  return breaks.end;
}

/** The line breaks from `start` on, with the blanks between and after them. */
function lineBreaks(text: string, start: number, end: number): { offsets: number[]; end: number } {
  const offsets: number[] = [];
  let at = start;
  for (;;) {
    if (at < end && isBreak(text.charCodeAt(at))) {
      offsets.push(at);
      at = afterBreak(text, at);
    } else if (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
    else return { offsets, end: at };
  }
}

function escapeOffsets(text: string, start: number, offsets: number[]): number {
  const c = text.charCodeAt(start + 1);
  if (isBreak(c)) {
    const breaks = lineBreaks(text, start + 1, text.length);
    offsets.push(...breaks.offsets.slice(1));
    return breaks.end;
  }
  const length = escapeLength(c);
  offsets.push(start);
  if (length === 8 && Number.parseInt(text.slice(start + 2, start + 10), 16) > 0xffff) offsets.push(start);
  return start + 2 + length;
}

/** Literal and folded scalars, line by line against the content. */
function blockOffsets(text: string, scalar: YamlScalar, { start }: Span): number[] {
  const content = scalar.text;
  const offsets: number[] = [];
  let line = afterBreak(text, endOfLine(text, start));
  const indent = blockIndent(text, content, line);
  while (offsets.length < content.length && line < text.length) {
    const lineEnd = endOfLine(text, line);
    let at = line;
    while (at < lineEnd && at - line < indent && text.charCodeAt(at) === 32) at++;
    while (at < lineEnd && offsets.length < content.length) offsets.push(at++);
    line = afterBreak(text, lineEnd);
    if (isFoldedAway(text, content, offsets.length, { lineEnd, line, indent })) continue;
    if (offsets.length < content.length) offsets.push(lineEnd);
  }
  while (offsets.length < content.length) offsets.push(text.length);
  offsets.push(Math.min(scalar.span.end, text.length));
  return offsets;
}

/** Whether the break at `lineEnd` leaves nothing in the content: the first of several breaks between folded lines. */
function isFoldedAway(
  text: string,
  content: string,
  index: number,
  { lineEnd, line, indent }: { lineEnd: number; line: number; indent: number },
): boolean {
  const wanted = content.charCodeAt(index);
  if (wanted === 32 || isBreak(wanted)) {
    // As many breaks remain in the content as there are blank lines to come, then this one is not among them.
    let breaks = 0;
    for (let i = index; i < content.length && isBreak(content.charCodeAt(i)); i++) breaks++;
    let blankLines = 0;
    let at = line;
    for (;;) {
      let first = at;
      while (first - at < indent && text.charCodeAt(first) === 32) first++;
      if (first >= text.length || !isBreakOrEnd(text.charCodeAt(first))) break;
      blankLines++;
      at = afterBreak(text, first);
    }
    return breaks > 0 && lineEnd < text.length && breaks === blankLines && index + breaks < content.length;
  }
  return true;
}

/** How many columns of indentation are no content: the difference of leading spaces in the first line that is not blank. */
function blockIndent(text: string, content: string, firstLine: number): number {
  let leading = 0;
  while (leading < content.length && isBreak(content.charCodeAt(leading))) leading++;
  let line = firstLine;
  for (let i = 0; i < leading; i++) line = afterBreak(text, endOfLine(text, line));
  let spaces = 0;
  while (text.charCodeAt(line + spaces) === 32) spaces++;
  let kept = 0;
  while (content.charCodeAt(leading + kept) === 32) kept++;
  return Math.max(0, spaces - kept);
}
