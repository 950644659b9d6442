import { describe, expect, it } from 'vitest';
import { LineIndex } from '../base/line-index.ts';
import { readSuppressions } from './suppressions.ts';

function read(text: string, isComment: (offset: number) => boolean = () => true) {
  const suppressions = readSuppressions(text, () => new LineIndex(text), isComment);
  return { ...suppressions, covers: (names: string[], line: number) => suppressions.covering(names, line).length > 0 };
}

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

  it('silence their own line', () => {
    const suppressions = read('a: 1 # sigmasmith-disable-line a_rule\nb: 2\n');
    expect([0, 1].map((line) => suppressions.covers(['a_rule'], line))).toEqual([true, false]);
  });

  it('silence up to where the same check is switched on again', () => {
    const text =
      '# sigmasmith-disable a_rule, b_rule\na: 1\n# sigmasmith-enable a_rule\nb: 2\n# sigmasmith-enable\nc: 3\n';
    const lines = (id: string) => [0, 1, 2, 3, 4, 5].filter((line) => read(text).covers([id], line));
    expect(lines('a_rule')).toEqual([0, 1]);
    expect(lines('b_rule')).toEqual([0, 1, 2, 3]);
    const bare = 'x: 1\n# sigmasmith-disable\na: 1\n# sigmasmith-enable a_rule\nb: 2\n';
    expect([0, 2, 4].map((line) => read(bare).covers(['a_rule'], line))).toEqual([false, true, false]);
    expect([0, 2, 4].map((line) => read(bare).covers(['b_rule'], line))).toEqual([true, true, true]);
  });

  it('know where they stand and what they name', () => {
    const text = 'a: 1\n  #sigmasmith-disable-next-line:  a_rule,b_rule  -- why\n# sigmasmith-disable  \n';
    const shown = read(text).all.map(({ span, checks }) => [
      text.slice(span.start, span.end),
      ...checks.map((check) => text.slice(check.span.start, check.span.end)),
    ]);
    expect(shown).toEqual([
      ['#sigmasmith-disable-next-line:  a_rule,b_rule', 'a_rule', 'b_rule'],
      ['# sigmasmith-disable'],
    ]);
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

describe('comments whose first word is misspelled', () => {
  const meant = (comment: string) => read(`a: 1 # ${comment} x\n`).misspelled.map((one) => one.meant);

  it.each([
    ['SIGMASMITH-DISABLE', 'sigmasmith-disable'],
    ['Sigmasmith-Disable-Next-Line', 'sigmasmith-disable-next-line'],
    ['sigmasmith-disable-nextline', 'sigmasmith-disable-next-line'],
    ['sigmasmith-disable_next_line', 'sigmasmith-disable-next-line'],
    ['sigmasmith-disbale', 'sigmasmith-disable'],
    ['sigmasmith-enabled', 'sigmasmith-enable'],
    ['sigmasmit-disable-line', 'sigmasmith-disable-line'],
    ['simgasmith-disable', 'sigmasmith-disable'],
    ['sigmasmith:disable', 'sigmasmith-disable'],
    ['sigmasmith disable-line', 'sigmasmith-disable-line'],
    ['sigmasmith_disable', 'sigmasmith-disable'],
  ])('%s', (word, expected) => {
    expect(meant(word)).toEqual([expected]);
    const text = `a: 1 # ${word} x\n`;
    expect(read(text).misspelled.map(({ span }) => text.slice(span.start, span.end))).toEqual([word]);
  });

  it.each([
    'sigmasmith-disable',
    'sigmasmith-disable-next-line',
    'sigmasmith-enable',
    'rsigma-disable-nextline',
    'sigmasmith disables this',
    'sigmasmith-notes',
    'sigmahq-disable',
    'something-disabled',
  ])('are none: %s', (word) => expect(meant(word)).toEqual([]));

  it('are no text in a value', () => {
    expect(read("a: '# SIGMASMITH-DISABLE'\n", () => false).misspelled).toEqual([]);
  });
});
