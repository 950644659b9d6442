import { expect, it } from 'vitest';
import { modified } from '../../../../test/harness/modified.ts';

it('names another field', () => {
  expect(modified('F|fieldref', 'G')).toBe('field G');
});

it('refuses wildcards and numbers', () => {
  expect(modified('F|fieldref', 'G*')).toBe('SigmaValueError: Field references must not contain wildcards');
  expect(modified('F|fieldref', 1n)).toMatch(/^SigmaTypeError/);
});
