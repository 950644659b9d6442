import { expect, it } from 'vitest';
import { caseVariants, rangeVariants } from './case-variants.ts';

const variants = (char: string, ascii = false) =>
  caseVariants(char.codePointAt(0) as number, ascii)
    .map((code) => String.fromCodePoint(code))
    .join('');

it('knows characters with a common case', () => {
  expect(variants('a')).toBe('Aa');
  expect(variants('K')).toBe('Kk\u212a');
  expect(variants('s')).toBe('Ssſ');
  expect(variants('ſ')).toBe('Ssſ');
  expect(variants('i')).toBe('Iiİı');
  expect(variants('µ')).toBe('µΜμ');
  expect(variants('Σ')).toBe('Σςσ');
  expect(variants('ß')).toBe('ßẞ');
  expect(variants('5')).toBe('5');
  expect(variants('é')).toBe('Éé');
});

it('can leave it at A to Z', () => {
  expect(variants('k', true)).toBe('Kk');
  expect(variants('é', true)).toBe('é');
});

it('adds to ranges what lies outside', () => {
  const text = (from: string, to: string) =>
    String.fromCodePoint(...rangeVariants(from.codePointAt(0) as number, to.codePointAt(0) as number, false));
  expect(text('a', 'c')).toBe('ABC');
  expect(text('0', '9')).toBe('');
  expect(text('à', 'â')).toBe('ÀÁÂ');
});
