/** Character classes of PyYAML's scanner, on UTF-16 code units. The end of the text reads as NUL, which cannot stand in a text. */

export function isBreak(c: number): boolean {
  return c === 10 || c === 13 || c === 0x85 || c === 0x2028 || c === 0x2029;
}

/** A line break or the end of the text. */
export function isBreakOrEnd(c: number): boolean {
  return c === 10 || c === 0 || c === 13 || c === 0x85 || c === 0x2028 || c === 0x2029;
}

/** Space, tab, line break or the end of the text. */
export function isBlankOrEnd(c: number): boolean {
  if (c <= 32) return c === 32 || c === 10 || c === 9 || c === 13 || c === 0;
  return c === 0x85 || c === 0x2028 || c === 0x2029;
}

export function isSpaceBreakOrEnd(c: number): boolean {
  return c !== 9 && isBlankOrEnd(c);
}

export function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

export function isHexDigit(c: number): boolean {
  return (c >= 48 && c <= 57) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102);
}

/** Letters, digits, `-` and `_`: what names of anchors, directives and tag handles consist of. */
export function isWordCharacter(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 45 || c === 95;
}

/** `,` `[` `]` `{` `}` */
export function isFlowIndicator(c: number): boolean {
  return c === 44 || c === 91 || c === 93 || c === 123 || c === 125;
}

/** Whether `---` or `...` followed by a blank stands at `offset` (the caller knows that a line starts there). */
export function isDocumentMarkerAt(text: string, offset: number): boolean {
  const c = text.charCodeAt(offset);
  return (
    (c === 45 || c === 46) &&
    text.charCodeAt(offset + 1) === c &&
    text.charCodeAt(offset + 2) === c &&
    isBlankOrEnd(text.charCodeAt(offset + 3) || 0)
  );
}

/** Offset after the line break at `offset`; `\r\n` is one break. */
export function afterBreak(text: string, offset: number): number {
  return text.charCodeAt(offset) === 13 && text.charCodeAt(offset + 1) === 10 ? offset + 2 : offset + 1;
}

/** What PyYAML reads a line break as: `\n`, but the Unicode separators stay themselves. */
export function normalBreak(c: number): string {
  return c === 0x2028 ? '\u2028' : c === 0x2029 ? '\u2029' : '\n';
}

/** Offset of the line break or end of text at or after `offset`. */
export function endOfLine(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isBreakOrEnd(text.charCodeAt(at))) at++;
  return at;
}

/** Start of the line that `offset` lies in; a byte order mark at the very start belongs to no line. */
export function startOfLine(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !isBreak(text.charCodeAt(at - 1))) at--;
  return at === 0 && text.charCodeAt(0) === 0xfeff ? 1 : at;
}

/** End of what stands in a line from `start` on, without a comment and trailing blanks; never empty. */
export function endOfContent(text: string, start: number): number {
  let end = endOfLine(text, start);
  const comment = text.slice(start, end).search(/[ \t]#/);
  if (comment > 0) end = start + comment;
  while (end > start + 1 && (text.charCodeAt(end - 1) === 32 || text.charCodeAt(end - 1) === 9)) end--;
  return end;
}

/** Number of code points in `[start, end)`, with or without byte order marks. */
export function codePoints(text: string, start: number, end: number, options: { marks: boolean }): number {
  let count = 0;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    const isCounted = (c < 0xdc00 || c > 0xdfff) && (options.marks || c !== 0xfeff);
    if (isCounted) count++;
  }
  return count;
}
