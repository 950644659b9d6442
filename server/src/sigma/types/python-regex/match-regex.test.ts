import { describe, expect, it } from 'vitest';
import type { PythonRegex } from './ast.ts';
import { BacktrackingMatcher } from './backtracking-matcher.ts';
import { regexMatcher } from './match-regex.ts';
import { parsePythonRegex } from './parse-python-regex.ts';
import { type JavaScriptRegex, toJavaScriptRegex } from './to-javascript-regex.ts';

function read(pattern: string): { regex: PythonRegex; matcher: ReturnType<typeof regexMatcher> } {
  const parsed = parsePythonRegex(pattern);
  if ('error' in parsed) throw new Error(parsed.error);
  return { regex: parsed.ast, matcher: regexMatcher(parsed.ast, toJavaScriptRegex(parsed.ast) as JavaScriptRegex) };
}

const cases: [pattern: string, text: string][] = [
  ['a+', 'baac a'],
  ['x*', 'abxd'],
  ['(?P<d>\\w):|(z)', 'C: z D:'],
  ['é(.)', 'aé😀é'],
  ['b$', 'ab\n'],
  ['(a|ab)(c|bcd)(d*)', 'abcd'],
  ['\\bfoo\\b', 'foo food foo'],
  ['(?<=a)(b)', 'abab'],
];

describe('matches', () => {
  it.each(cases)('of %s are the same step by step', (pattern, text) => {
    const { regex, matcher } = read(pattern);
    const guarded = new BacktrackingMatcher(regex, 1000);
    for (const scope of ['beginning', 'first', 'all'] as const)
      expect(guarded.matches(text, scope)).toEqual(matcher(text, scope));
  });

  it.each(cases)('of %s are the same in a text that is too long for a backtracking engine', (pattern, text) => {
    // What is in front makes the bound of the steps infinite.
    const { matcher } = read(`(?:(?:#*)*)(?:${pattern})`);
    const plain = read(`(?:)(?:${pattern})`).matcher;
    for (const scope of ['beginning', 'first', 'all'] as const)
      expect(matcher(text, scope)).toEqual(plain(text, scope));
  });

  it('end soon, with or without an answer', () => {
    const text = `${'a'.repeat(50_000)}!`;
    const began = performance.now();
    expect(read('(a+)+$').matcher(text, 'all')).toEqual([]);
    expect(read('(a+)+!').matcher(text, 'all')).toHaveLength(1);
    expect(read('(?=(a+)+$)b').matcher('a'.repeat(40).concat('!'), 'all')).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(3000);
  });
});
