import { expect, it } from 'vitest';
import { modified } from '../../../../test/harness/modified.ts';

it('names a part of the time', () => {
  for (const part of ['minute', 'hour', 'day', 'week', 'month', 'year']) {
    expect(modified(`F|${part}`, 3n)).toBe(`${part} 3`);
  }
});

it('cuts fractions off', () => {
  expect(modified('F|hour', 1.9)).toBe('hour 1');
  expect(modified('F|hour', -1.9)).toBe('hour -1');
});

it('refuses text', () => {
  expect(modified('F|day', '1')).toMatch(/^SigmaTypeError/);
});
