import { describe, expect, it } from 'vitest';
import { LineIndex } from '../base/line-index.ts';
import { readSuppressions } from './suppressions.ts';

const read = (text: string, isComment: (offset: number) => boolean = () => true) =>
  readSuppressions(text, () => new LineIndex(text), isComment);

describe('comments that silence findings', () => {
  it('silence the whole file', () => {
    const suppressions = read('title: x\n# sigmasmith-disable a_rule, b_rule\n');
    expect(suppressions.covers(['a_rule'], 7)).toBe(true);
    expect(suppressions.covers(['b_rule'], 0)).toBe(true);
    expect(suppressions.covers(['c_rule'], 0)).toBe(false);
  });

  it('silence the next line only', () => {
    const suppressions = read('a: 1\n  # sigmasmith-disable-next-line a_rule\n  b: 2\nc: 3\n');
    expect(suppressions.covers(['a_rule'], 2)).toBe(true);
    expect(suppressions.covers(['a_rule'], 3)).toBe(false);
    expect(suppressions.covers(['b_rule'], 2)).toBe(false);
  });

  it('silence everything without ids', () => {
    expect(read('# sigmasmith-disable\n').covers(['x'], 5)).toBe(true);
    expect(read('# sigmasmith-disable-next-line\nx\n').covers(['x'], 1)).toBe(true);
  });

  it('take a reason after two dashes', () => {
    const suppressions = read('a: 1 # sigmasmith-disable a_rule -- because b_rule says so\n');
    expect(suppressions.covers(['a_rule'], 0)).toBe(true);
    expect(suppressions.covers(['b_rule'], 0)).toBe(false);
    expect(read('# sigmasmith-disable -- the test data are like that\n').covers(['x'], 0)).toBe(true);
  });

  it("understand rsigma's spelling, aliases and CRLF", () => {
    const suppressions = read('# rsigma-disable-next-line empty_title\r\ntitle:\r\n');
    expect(suppressions.covers(['own_name', 'empty_title'], 1)).toBe(true);
  });

  it('do nothing inside values or as a part of other words', () => {
    const text = "a: '# sigmasmith-disable'\n#sigmasmith-disabled\nb: x#sigmasmith-disable\n";
    expect(read(text, (offset) => offset > 5).covers(['x'], 0)).toBe(false);
  });
});
