import { expect, it } from 'vitest';
import { modified } from '../../../../test/harness/modified.ts';

it('asks for the field', () => {
  expect(modified('F|exists', true)).toBe('exists');
  expect(modified('F|exists', false)).toBe('is missing');
});

it('needs a field, a truth value, and no modifier before', () => {
  expect(modified('|exists', true)).toBe('SigmaValueError: Exists modifier must be applied to field');
  expect(modified('F|exists', 'yes')).toMatch(/^SigmaTypeError/);
  expect(modified('F|all|exists', true)).toBe(
    'SigmaValueError: Exists modifier only applicable to unmodified boolean values',
  );
});
