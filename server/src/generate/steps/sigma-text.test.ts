import { describe, expect, it } from 'vitest';
import { escapeSigma, unescapeSigma } from './sigma-text.ts';

describe('escapeSigma', () => {
  it.each([
    ['plain', 'plain'],
    ['C:\\Windows\\Temp', 'C:\\Windows\\Temp'],
    ['*.exe', '\\*.exe'],
    ['what?', 'what\\?'],
    ['\\\\server\\share', '\\\\\\\\server\\share'],
    ['\\Temp\\', '\\Temp\\'],
    ['a\\*b', 'a\\\\\\*b'],
  ])('%s is written as %s', (plain, written) => {
    expect(escapeSigma(plain)).toBe(written);
    expect(unescapeSigma(escapeSigma(plain))).toBe(plain);
  });
});
