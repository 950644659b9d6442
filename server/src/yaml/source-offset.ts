/** From characters of a scalar's content back to the source, through quotes, escapes, folding and indentation. */
import type { Span } from '../base/span.ts';
import { afterBreak, endOfLine, isBlankOrEnd, isBreak, isWordCharacter, normalBreak } from './characters.ts';
import type { YamlScalar } from './nodes.ts';
import { escapeLength } from './scan-quoted.ts';

/**
 * Offset in the source of the character at `index` (UTF-16) of `scalar.text`; for the text's length, the end of the content.
 * A character that an escape or a fold made stands where that starts.
 */
export function scalarOffsetAt(text: string, scalar: YamlScalar, index: number): number {
  return scalarOffsets(text, scalar)(index);
}

/** The same for many characters of one scalar. */
export function scalarOffsets(text: string, scalar: YamlScalar): (index: number) => number {
  const content = contentSpan(text, scalar);
  const { length } = scalar.text;
  const clamped = (index: number) => Math.max(0, Math.min(index, length));
  if (scalar.style === 'literal' || scalar.style === 'folded') {
    const offsets = blockOffsets(text, scalar, content);
    return (index) => offsets[clamped(index)] ?? content.end;
  }
  const inner = innerSpan(text, scalar, content);
  // Escapes and folds only shorten the content: of the same length, it is the source itself.
  if (inner.end - inner.start === length) return (index) => inner.start + clamped(index);
  const offsets = flowOffsets(text, scalar, inner);
  return (index) => offsets[clamped(index)] ?? inner.end;
}

/** The content of a plain or quoted scalar without its quotes; the closing one may be missing. */
function innerSpan(text: string, { style }: YamlScalar, { start, end }: Span): Span {
  if (style === 'plain') return { start, end };
  const isClosed = end - 1 > start && text.charCodeAt(end - 1) === text.charCodeAt(start);
  return { start: start + 1, end: isClosed ? end - 1 : end };
}

/** The span of a scalar without its tag and anchor; quotes and block indicators belong to it. */
export function contentSpan(text: string, scalar: YamlScalar): Span {
  const { end } = scalar.span;
  let { start } = scalar.span;
  while (start < end && (text.charCodeAt(start) === 33 || text.charCodeAt(start) === 38)) {
    // In broken input a plain scalar may start with these characters.
    if (scalar.style === 'plain' && scalar.text !== '' && text.startsWith(scalar.text, start)) break;
    start = skipBlanks(text, endOfProperty(text, start), end);
  }
  return start === scalar.span.start ? scalar.span : { start, end };
}

function endOfProperty(text: string, start: number): number {
  const isAnchor = text.charCodeAt(start) === 38;
  let at = start + 1;
  while (isAnchor ? isWordCharacter(text.charCodeAt(at)) : !isBlankOrEnd(text.charCodeAt(at) || 0)) at++;
  return at;
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
function flowOffsets(text: string, { style }: YamlScalar, { start, end }: Span): number[] {
  const offsets: number[] = [];
  let at = start;
  while (at < end) {
    const c = text.charCodeAt(at);
    if (c === 92 && style === 'double') at = escapeOffsets(text, at, offsets);
    else if (c === 39 && style === 'single') {
      offsets.push(at);
      at += 2;
    } else if (c === 32 || c === 9 || isBreak(c)) at = blankOffsets(text, at, end, offsets);
    else {
      offsets.push(at);
      at++;
    }
  }
  offsets.push(end);
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

/** Literal and folded scalars: the scanner's steps again, with offsets in the place of characters. */
function blockOffsets(text: string, scalar: YamlScalar, { start }: Span): number[] {
  const first = afterBreak(text, endOfLine(text, start));
  const indent = blockIndent(text, scalar.text, first);
  const offsets: number[] = [];
  let { breaks, end: at } = blankLines(text, first, indent);
  while (offsets.length < scalar.text.length && at < text.length) {
    const lineStart = at;
    const lineEnd = endOfLine(text, at);
    offsets.push(...breaks);
    while (at < lineEnd) offsets.push(at++);
    ({ breaks, end: at } = blankLines(text, afterBreak(text, lineEnd), indent));
    const isFolded =
      scalar.style === 'folded' &&
      normalBreak(text.charCodeAt(lineEnd)) === '\n' &&
      !isBlank(text.charCodeAt(lineStart)) &&
      !isBlank(text.charCodeAt(at));
    const isLast = offsets.length + breaks.length + 1 >= scalar.text.length && at >= scalar.span.end;
    if (!isFolded || breaks.length === 0 || isLast) offsets.push(lineEnd);
  }
  offsets.push(...breaks);
  offsets.length = Math.min(offsets.length, scalar.text.length);
  offsets.push(Math.min(text.length, Math.max(scalar.span.end, (offsets.at(-1) ?? 0) + 1)));
  return offsets;
}

function isBlank(c: number): boolean {
  return c === 32 || c === 9;
}

/** The breaks of the blank lines from `start` on, and where the content of the next line starts. */
function blankLines(text: string, start: number, indent: number): { breaks: number[]; end: number } {
  const breaks: number[] = [];
  let line = start;
  for (;;) {
    let at = line;
    while (at - line < indent && text.charCodeAt(at) === 32) at++;
    if (at >= text.length || !isBreak(text.charCodeAt(at))) return { breaks, end: at };
    breaks.push(at);
    line = afterBreak(text, at);
  }
}

/** How many columns of indentation are no content: the difference of leading spaces in the first line that is not blank. */
function blockIndent(text: string, content: string, firstLine: number): number {
  let leading = 0;
  while (leading < content.length && isBreak(content.charCodeAt(leading))) leading++;
  let line = firstLine;
  if (leading === content.length) return Number.POSITIVE_INFINITY;
  for (let i = 0; i < leading; i++) line = afterBreak(text, endOfLine(text, line));
  let spaces = 0;
  while (text.charCodeAt(line + spaces) === 32) spaces++;
  let kept = 0;
  while (content.charCodeAt(leading + kept) === 32) kept++;
  return Math.max(0, spaces - kept);
}
