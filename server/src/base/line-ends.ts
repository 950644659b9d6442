/** Line ends of texts, and edits that leave them whole: in the Language Server Protocol there is no position within CRLF. */
import type { Span } from './span.ts';

/** What most lines of a text end with. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  if (!text.includes('\r')) return '\n';
  const all = text.split('\n').length - 1;
  const windows = text.split('\r\n').length - 1;
  return windows * 2 > all ? '\r\n' : '\n';
}

/** Whether an offset is between the two characters of CRLF. */
export function isWithinCrlf(text: string, offset: number): boolean {
  return text.charCodeAt(offset) === 10 && text.charCodeAt(offset - 1) === 13;
}

/** The same change by an edit that begins and ends beside CRLF, never in it. */
export function withWholeLineEnds<T extends { readonly span: Span; readonly newText: string }>(
  text: string,
  edit: T,
): T {
  const { start, end } = edit.span;
  const before = isWithinCrlf(text, start) ? '\r' : '';
  const after = isWithinCrlf(text, end) ? '\n' : '';
  if (before === '' && after === '') return edit;
  const span = { start: start - before.length, end: end + after.length };
  return { ...edit, span, newText: before + edit.newText + after };
}
