import { describe, expect, it } from 'vitest';
import { isWithinCrlf, lineEndOf, withWholeLineEnds } from './line-ends.ts';

it('the line end of a text is that of most lines', () => {
  expect([lineEndOf(''), lineEndOf('a\r\nb\nc\n'), lineEndOf('a\r\nb')]).toEqual(['\n', '\n', '\r\n']);
});

it('only the place between CR and LF is within a line end', () => {
  const text = 'a\r\nb\n\rc';
  expect([...text].flatMap((_, offset) => (isWithinCrlf(text, offset) ? [offset] : []))).toEqual([2]);
});

describe('edits around CRLF', () => {
  it('change the same and never begin or end within', () => {
    const text = 'ab\r\ncd\r\n\r\nef';
    for (let start = 0; start <= text.length; start++)
      for (let end = start; end <= text.length; end++)
        for (const newText of ['', 'x', '\r', '\r\n', 'x\r']) {
          const apply = ({ span, newText: put }: { span: { start: number; end: number }; newText: string }) =>
            text.slice(0, span.start) + put + text.slice(span.end);
          const edit = { span: { start, end }, newText };
          const whole = withWholeLineEnds(text, edit);
          expect(apply(whole)).toBe(apply(edit));
          expect(isWithinCrlf(text, whole.span.start) || isWithinCrlf(text, whole.span.end)).toBe(false);
        }
  });
});
