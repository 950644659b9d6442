import { describe, expect, it } from 'vitest';
import { parsePythonRegex } from './parse-python-regex.ts';

function error(pattern: string, flags = ''): string {
  const result = parsePythonRegex(pattern, flags);
  return 'error' in result
    ? `${result.errorClass === 'error' ? '' : `${result.errorClass}: `}${result.error}`
    : 'valid';
}

/** Patterns with the text of Python's error. */
const invalid: readonly (readonly [string, string])[] = [
  ['(', 'missing ), unterminated subpattern at position 0'],
  ['a)', 'unbalanced parenthesis at position 1'],
  ['[a', 'unterminated character set at position 0'],
  ['[z-a]', 'bad character range z-a at position 1'],
  ['[a-\\d]', 'bad character range a-\\d at position 1'],
  ['*a', 'nothing to repeat at position 0'],
  ['^*', 'nothing to repeat at position 1'],
  ['a**', 'multiple repeat at position 2'],
  ['a{3,1}', 'min repeat greater than max repeat at position 2'],
  ['\\', 'bad escape (end of pattern) at position 0'],
  ['\\q', 'bad escape \\q at position 0'],
  ['\\x4', 'incomplete escape \\x4 at position 0'],
  ['\\400', 'octal escape value \\400 outside of range 0-0o377 at position 0'],
  ['\\1', 'invalid group reference 1 at position 1'],
  ['(\\1)', 'cannot refer to an open group at position 1'],
  ['(?P<n>a)(?P<n>b)', "redefinition of group name 'n' as group 2; was group 1 at position 12"],
  ['(?P=n)', "unknown group name 'n' at position 4"],
  ['(?P<1>a)', "bad character in group name '1' at position 4"],
  ['(?z)', 'unknown extension ?z at position 1'],
  ['(?<a>b)', 'unknown extension ?<a at position 1'],
  ['(?<=a+)b', 'look-behind requires fixed-width pattern'],
  ['(?<=(a)\\1)b', 'cannot refer to group defined in the same lookbehind subpattern at position 9'],
  ['a(?i)', 'global flags not at the start of the expression at position 1'],
  ['(?(2)a)', 'invalid group reference 2 at position 3'],
  ['()(?(1)a|b|c)', 'conditional backref with more than two branches at position 10'],
  ['(?#', 'missing ), unterminated comment at position 0'],
  ['(?L)', "bad inline flags: cannot use 'L' flag with a str pattern at position 3"],
  ['(?i-i:a)', 'bad inline flags: flag turned on and off at position 5'],
  ['\\N{FOO BAR}', "undefined character name 'FOO BAR' at position 0"],
  ['a\n(', 'missing ), unterminated subpattern at position 2 (line 2, column 1)'],
  ['a{4294967295}', 'OverflowError: the repetition number is too large'],
];

const valid = [
  '',
  'a|',
  '(?:)*',
  'a{,2}',
  'a{',
  'a{}',
  'a{1,2,3}',
  '[]a]',
  '[^]]',
  '[a-]',
  'a++b*+c?+d{2}+',
  '(?>a|b)',
  '(?i)(?s)a',
  '(?x) a # comment',
  '(?i-s:a)',
  '(a)(?(1)b|c)',
  '(?P<n>a)(?P=n)(?(n)b)',
  '(?<=ab|cd)e',
  '(?<!a{2})b',
  '\\N{EM DASH}\\u2014\\U00002014\\x41\\101',
  '\\é',
];

describe('validity', () => {
  it.each(invalid)('refuses %j', (pattern, message) => {
    expect(error(pattern)).toBe(message);
  });

  it.each(valid)('accepts %j', (pattern) => {
    expect(error(pattern)).toBe('valid');
  });

  it('gives the place in UTF-16 units', () => {
    expect(parsePythonRegex('😀[')).toMatchObject({ error: 'unterminated character set at position 1', index: 2 });
  });

  it('stops at patterns nested as deep as Python stops', () => {
    const started = performance.now();
    expect(error('('.repeat(10_000))).toBe('RecursionError: maximum recursion depth exceeded');
    expect(error(`${'('.repeat(400)}${')'.repeat(400)}`)).toBe('valid');
    expect(error('['.repeat(10_000))).toBe('unterminated character set at position 0');
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('random patterns', () => {
  const pieces = [
    ...'()[]{}*+?|^$\\.-ab1<>=!:#,',
    '(?',
    '(?P<n>',
    '(?P=n)',
    '(?<=',
    '(?i)',
    '\\d',
    '\\N{',
    '😀',
    '{2,3}',
  ];

  it('give a tree or an error inside the pattern', () => {
    let state = 1;
    const below = (limit: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % limit;
    };
    for (let i = 0; i < 20_000; i++) {
      const pattern = Array.from({ length: below(16) }, () => pieces[below(pieces.length)]).join('');
      const result = parsePythonRegex(pattern);
      if ('ast' in result || result.index === undefined) continue;
      expect(result.index, pattern).toBeGreaterThanOrEqual(0);
      expect(result.index, pattern).toBeLessThanOrEqual(pattern.length);
    }
  });
});
