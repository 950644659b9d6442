import { expect, it } from 'vitest';
import { modified } from '../../../../test/harness/modified.ts';

it('compares numbers', () => {
  expect(modified('F|lt', 5n)).toBe('lt 5');
  expect(modified('F|lte', 1.5)).toBe('lte 1.5');
  expect(modified('F|gt', 1e22)).toBe('gt 10000000000000000000000');
  expect(modified('F|gte', -0)).toBe('gte 0');
});

it('compares parts of times', () => {
  expect(modified('F|hour|gte', 8n)).toBe('gte hour 8');
});

it('refuses text, truth and nothing', () => {
  expect(modified('F|lt', '5')).toBe(
    "SigmaTypeError: Modifier SigmaLessThanModifier incompatible to value type of '5'",
  );
  expect(modified('F|gte', true)).toMatch(/^SigmaTypeError/);
  expect(modified('F|gt', null)).toMatch(/^SigmaTypeError/);
});
