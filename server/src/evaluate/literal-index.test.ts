import { describe, expect, it } from 'vitest';
import { LiteralIndex, type LiteralMode } from './literal-index.ts';

const literals: [LiteralMode, string][] = [
  ['equals', 'abc'],
  ['equals', ''],
  ['startswith', 'ab'],
  ['endswith', 'bc'],
  ['contains', 'b'],
  ['contains', 'bcde'],
  ['contains', 'long literal'],
  ['contains', 'literal long'],
  ['contains', ''],
  ['startswith', ''],
  ['endswith', '\\powershell.exe'],
  ['contains', '😀x'],
];

function naive(mode: LiteralMode, literal: string, text: string): boolean {
  if (mode === 'equals') return text === literal;
  if (mode === 'startswith') return text.startsWith(literal);
  return mode === 'endswith' ? text.endsWith(literal) : text.includes(literal);
}

describe('LiteralIndex', () => {
  const index = new LiteralIndex();
  literals.forEach(([mode, literal], id) => {
    index.add(mode, literal, id);
  });
  index.build();

  it.each([
    '',
    'abc',
    'abcde',
    'xbcdex',
    'a long literal long tale',
    'c:\\windows\\powershell.exe',
    'a😀x',
    'ab',
    'bc',
    'longliteral',
  ])('agrees with one search after the other on %j', (text) => {
    const found = new Set<number>();
    index.scan(text, (id) => found.add(id));
    const expected = literals.flatMap(([mode, literal], id) => (naive(mode, literal, text) ? [id] : []));
    expect([...found].sort((a, b) => a - b)).toEqual(expected);
  });
});
