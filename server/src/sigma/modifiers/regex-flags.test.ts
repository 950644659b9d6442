import { expect, it } from 'vitest';
import { modified } from '../../../../test/harness/modified.ts';

it('collects flags', () => {
  expect(modified('F|re|i', 'a')).toBe('/a/i');
  expect(modified('F|re|s|m|ignorecase|i', 'a')).toBe('/a/ims');
  expect(modified('F|re|multiline|dotall', 'a')).toBe('/a/ms');
});

it('is for regular expressions only', () => {
  expect(modified('F|i', 'a')).toBe(
    "SigmaTypeError: Modifier SigmaRegularExpressionIgnoreCaseFlagModifier incompatible to value type of 'a'",
  );
});
