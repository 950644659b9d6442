import { expect, it } from 'vitest';
import { editDistance, nearest } from './nearest.ts';

it('counts inserted, deleted, replaced and swapped characters', () => {
  expect(editDistance('contains', 'contians')).toBe(1);
  expect(editDistance('selecton', 'selection')).toBe(1);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('abc', 'abc')).toBe(0);
});

it('guesses only what is near', () => {
  expect(nearest('contians', ['contains', 'endswith'])).toBe('contains');
  expect(nearest('selecton', ['filter', 'selection'])).toBe('selection');
  expect(nearest('foo', ['contains', 'endswith'])).toBeUndefined();
  expect(nearest('x', [])).toBeUndefined();
});
