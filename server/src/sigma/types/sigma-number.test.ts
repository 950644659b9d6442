import { expect, it } from 'vitest';
import { isFailure } from './sigma-failure.ts';
import { sigmaNumber, sigmaNumberFromText, sigmaNumberToText } from './sigma-number.ts';

function text(value: bigint | number | string): string {
  const number = typeof value === 'string' ? sigmaNumberFromText(value) : sigmaNumber(value);
  return isFailure(number) ? number.message : sigmaNumberToText(number);
}

it('prints numbers as Python does', () => {
  expect(text(5n)).toBe('5');
  expect(text(1.5)).toBe('1.5');
  expect(text(1e-7)).toBe('1e-07');
  expect(text(0.0001)).toBe('0.0001');
  expect(text(-2.5e-10)).toBe('-2.5e-10');
  expect(text(5e-324)).toBe('5e-324');
  expect(text(0.1 + 0.2)).toBe('0.30000000000000004');
});

it('makes integers of whole floats', () => {
  expect(text(100)).toBe('100');
  expect(text(-0)).toBe('0');
  expect(text(1e21)).toBe('1000000000000000000000');
});

it('makes floats of integers that a double cannot hold', () => {
  expect(text(2n ** 53n)).toBe('9007199254740992');
  expect(text(2n ** 53n + 1n)).toBe('9007199254740992.0');
  expect(text(12345678901234567890n)).toBe('1.2345678901234567e+19');
  expect(text(2n ** 64n)).toBe('18446744073709551616');
});

it('refuses what is not finite', () => {
  expect(text(Number.NaN)).toBe('Invalid number');
  expect(text(Number.POSITIVE_INFINITY)).toBe('Invalid number');
  expect(text(10n ** 400n)).toBe('Invalid number');
});

it('reads texts as int() does', () => {
  expect(text(' +1_000 ')).toBe('1000');
  expect(text('1.5')).toBe('Invalid number');
  expect(text('')).toBe('Invalid number');
});
