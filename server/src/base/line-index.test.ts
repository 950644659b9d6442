import { describe, expect, it } from 'vitest';
import { LineIndex } from './line-index.ts';

describe('LineIndex', () => {
  const text = 'a\nbc\r\n\rd😀\n';
  const index = new LineIndex(text);

  it('ends lines at LF, CRLF and CR', () => {
    expect(index.lineCount).toBe(5);
    expect([0, 1, 2, 3, 4, 5].map((line) => index.lineStart(line))).toEqual([0, 2, 6, 7, 11, 11]);
  });

  it('translates every offset and back', () => {
    for (let offset = 0; offset <= text.length; offset++) {
      expect(index.offsetAt(index.positionAt(offset))).toBe(offset);
    }
    expect(index.positionAt(10)).toEqual({ line: 3, character: 3 });
  });

  it('keeps positions outside within the text', () => {
    expect(index.positionAt(-1)).toEqual({ line: 0, character: 0 });
    expect(index.positionAt(99)).toEqual({ line: 4, character: 0 });
    expect(index.offsetAt({ line: 0, character: 99 })).toBe(2);
    expect(index.offsetAt({ line: 99, character: 0 })).toBe(11);
  });
});
