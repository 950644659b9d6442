import { describe, expect, it } from 'vitest';
import { sigmaStringUnescaped } from '../sigma-string.ts';
import { insertPlaceholders } from '../sigma-string-edit.ts';
import { compilePattern, compileRegex } from './compile-regex.ts';

function search(pattern: string, text: string, flags = ''): boolean | undefined | string {
  const regex = compilePattern(pattern, flags);
  return 'unsupported' in regex ? regex.unsupported : regex.search(text);
}

describe("Python's meaning", () => {
  it('searches anywhere', () => {
    expect(search('b', 'abc')).toBe(true);
    expect(search('^b', 'abc')).toBe(false);
  });

  it('knows Unicode in classes', () => {
    expect(search('^\\w$', 'é')).toBe(true);
    expect(search('^\\d$', '٣')).toBe(true);
    expect(search('^\\s$', '\x1c')).toBe(true);
    expect(search('^\\s$', '\ufeff')).toBe(false);
    expect(search('(?a)^\\w$', 'é')).toBe(false);
    expect(search('^[\\W\\d]$', '-')).toBe(true);
    expect(search('^[^\\W\\d]$', 'a')).toBe(true);
    expect(search('^.$', '😀')).toBe(true);
  });

  it('ends before a last line end', () => {
    expect(search('a$', 'a\n')).toBe(true);
    expect(search('a\\Z', 'a\n')).toBe(false);
    expect(search('a$', 'a\nb')).toBe(false);
    expect(search('a$', 'a\nb', 'm')).toBe(true);
    expect(search('^b', 'a\u2028b', 'm')).toBe(false);
    expect(search('a.b', 'a\nb')).toBe(false);
    expect(search('a.b', 'a\rb')).toBe(true);
    expect(search('a.b', 'a\nb', 's')).toBe(true);
  });

  it('ignores case as Python does', () => {
    expect(search('^STRASSE$', 'strasſe', 'i')).toBe(true);
    expect(search('^[a-z]$', 'K', 'i')).toBe(true);
    expect(search('^i$', 'İ', 'i')).toBe(true);
    expect(search('^ß$', 'ẞ', 'i')).toBe(true);
    expect(search('a(?i:b)', 'aB')).toBe(true);
    expect(search('a(?i:b)', 'AB')).toBe(false);
    expect(search('(?-i:a)b', 'aB', 'i')).toBe(true);
  });

  it('has atomic groups, possessive repeats, references and conditions', () => {
    expect(search('(?>a*)a', 'aaa')).toBe(false);
    expect(search('a++a', 'aaa')).toBe(false);
    expect(search('(a|b)\\1', 'ab')).toBe(false);
    expect(search('(a|b)\\1', 'abb')).toBe(true);
    expect(search('^(?:(a)|b)\\1$', 'b')).toBe(false);
    expect(search('^(<)?a(?(1)>)$', '<a>')).toBe(true);
    expect(search('^(<)?a(?(1)>)$', '<a')).toBe(false);
    expect(search('(?i)(a)\\1', 'aA')).toBe(true);
  });

  it('looks around', () => {
    expect(search('(?<=a)b(?!c)', 'abc abd')).toBe(true);
    expect(search('(?<!a)b', 'ab')).toBe(false);
    expect(search('\\bfoo\\b', 'a foo b')).toBe(true);
    expect(search('\\bfoo\\b', 'éfoo')).toBe(false);
    expect(search('\\B', '')).toBe(false);
  });
});

describe('time', () => {
  const catastrophic = [
    '(a+)+$',
    '(a|a)*b$',
    '(?:\\w+\\s?)*$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(x+x+)+y',
    '(?=(a+)+b)a',
    '(a*)*\\1b',
    '(?<!x)(a+)+b',
    '.*=.*=.*=.*!',
    '(?:a{1,100}){1,100}$',
    '\\b(?:\\w+\\b\\s*)+!',
  ];
  const texts = ['a'.repeat(40), `${'a'.repeat(5000)}!`, 'a b '.repeat(5000), '='.repeat(3000), 'é'.repeat(3000)];

  it.each(catastrophic)('is bounded for %s', (pattern) => {
    for (const text of texts) {
      const started = performance.now();
      search(pattern, text);
      expect(performance.now() - started).toBeLessThan(1000);
    }
  });

  it('leaves undecided what only a long search could tell', () => {
    expect(search('(a*)*\\1b', 'a'.repeat(40))).toBeUndefined();
    const regex = compilePattern('(a*)*\\1b');
    expect('test' in regex && regex.test('a'.repeat(40))).toBe(false);
  });
});

it('refuses patterns that are invalid or have placeholders', () => {
  expect(search('(', '')).toBe('missing ), unterminated subpattern at position 0');
  const regexp = insertPlaceholders(sigmaStringUnescaped('a%p%'));
  expect(compileRegex({ type: 'regex', regexp, flags: [] })).toMatchObject({
    unsupported: expect.stringContaining('%p%'),
  });
});
