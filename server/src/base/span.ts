/** A half-open range `[start, end)` of UTF-16 code-unit offsets into one text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function span(start: number, end: number): Span {
  return { start, end };
}

/** Whether `offset` lies in the range or touches its end, as a cursor does. */
export function touches(range: Span, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

export function covers(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The part of `text` that the span names. */
export function sliceSpan(text: string, range: Span): string {
  return text.slice(range.start, range.end);
}
