import { expect, it } from 'vitest';
import { parsePythonRegex } from './parse-python-regex.ts';
import { isProvablyLinear, regexCost } from './regex-cost.ts';
import { simplifyForSearch } from './simplify-search.ts';

function degree(pattern: string, simplify = false): number {
  const parsed = parsePythonRegex(pattern);
  if ('error' in parsed) throw new Error(parsed.error);
  return regexCost(simplify ? simplifyForSearch(parsed.ast) : parsed.ast).degree;
}

function isLinear(pattern: string): boolean {
  const parsed = parsePythonRegex(pattern);
  return 'ast' in parsed && isProvablyLinear(parsed.ast);
}

it('counts loops that can share what they match', () => {
  expect(degree('abc')).toBe(1);
  expect(degree('^abc')).toBe(0);
  expect(degree('^a*b')).toBe(1);
  expect(degree('a*b')).toBe(2);
  expect(degree('a.*b')).toBe(2);
  expect(degree('a.*b.*c')).toBe(3);
  expect(degree('\\d+\\.\\d+\\.\\d+')).toBe(2);
  expect(degree('^(?:\\w+\\.)+$')).toBe(1);
});

it('proves nothing where an iteration can match in several ways', () => {
  for (const pattern of ['(a+)+', '(a|ab)*c', '(a*)*', '(?:a?b?)*c', '(a)\\1', '(a)?(?(1)b)']) {
    expect(degree(pattern), pattern).toBe(Number.POSITIVE_INFINITY);
  }
});

it('multiplies what bounded repeats can do', () => {
  const parsed = parsePythonRegex('(?:a|a){20}b');
  expect('ast' in parsed && regexCost(parsed.ast).factor).toBeGreaterThanOrEqual(2 ** 20);
});

it('needs only the least of repeats at the ends', () => {
  expect(degree('.*a.*b.*', true)).toBe(2);
  expect(degree('(?:a+)+', true)).toBe(1);
  expect(degree('a*+a', true)).toBe(2);
});

it('tells what is linear', () => {
  expect(isLinear('foo|bar')).toBe(true);
  expect(isLinear('^foo[a-z]+$')).toBe(true);
  expect(isLinear('foo.*bar')).toBe(false);
});
