import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sigmaString } from '../../sigma/types/sigma-string.ts';
import type { CompareOperator, SigmaString } from '../../sigma/types/sigma-type.ts';
import { covers, disjoint, patternOf } from './value-pattern.ts';

const pattern = (text: string, cased = false) => patternOf({ ...sigmaString(text), cased });

/** Whether a value matches a text, by way of a regular expression. */
function matches({ parts, cased }: SigmaString, text: string): boolean {
  const source = parts.map((part) =>
    part.kind === 'plain' ? part.text : part.kind === 'wildcard' && part.wildcard === '*' ? '.*' : '.',
  );
  return new RegExp(`^${source.join('')}$`, cased ? '' : 'i').test(text);
}

const globs = fc.record({
  text: fc.string({ unit: fc.constantFrom('a', 'b', 'B', '*', '?'), maxLength: 6 }),
  cased: fc.boolean(),
});
const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'B'), maxLength: 7 }), {
  minLength: 30,
  maxLength: 60,
});

describe('values as patterns', () => {
  it.each([
    ['*abc*', '*xabcx*', true],
    ['*abc*', 'xabcx', true],
    ['abc*', 'abcd*', true],
    ['*\\cmd.exe', 'C:\\Windows\\cmd.exe', true],
    ['a*c', 'abc', true],
    ['a*c', 'ac', true],
    ['ab*ba', 'aba', false],
    ['*', '', true],
    ['?', '*', false],
    ['*abc', '*abc*', false],
    ['ABC', 'abc', true],
  ])('%s covers %s: %s', (wide, narrow, expected) => {
    expect(covers(pattern(wide), pattern(narrow))).toBe(expected);
  });

  it.each([
    ['*\\cmd.exe', '*\\powershell.exe', true],
    ['C:\\*', 'D:\\*', true],
    ['abc', 'abd', true],
    ['*abc*', '*abd*', false],
    ['abc', 'ABC', false],
    ['*', 'a', false],
  ])('%s excludes %s: %s', (one, other, expected) => {
    expect(disjoint(pattern(one), pattern(other))).toBe(expected);
  });

  it('tells upper and lower case apart where both values do', () => {
    expect(disjoint(pattern('abc', true), pattern('ABC', true))).toBe(true);
    expect(disjoint(pattern('abc', true), pattern('ABC'))).toBe(false);
    expect(covers(pattern('abc'), pattern('ABC', true))).toBe(true);
    expect(covers(pattern('abc', true), pattern('abc'))).toBe(false);
  });

  const compare = (operator: CompareOperator, number: number) =>
    patternOf({ type: 'compare', operator, number: { type: 'number', number } });
  const number = (value: number) => patternOf({ type: 'number', number: value });
  const network = (text: string) => patternOf({ type: 'cidr', cidr: text, original: text });
  const exists = (value: boolean) => patternOf({ type: 'exists', exists: value });

  it.each([
    [compare('lt', 5), compare('gt', 10), true],
    [compare('lt', 5), compare('gte', 5), true],
    [compare('lte', 5), compare('gte', 5), false],
    [compare('gt', 5), number(5), true],
    [compare('gte', 5), number(5), false],
    [compare('neq', 5), compare('lt', 2), false],
    [network('10.0.0.0/8'), network('192.168.0.0/16'), true],
    [network('10.0.0.0/8'), network('10.1.0.0/16'), false],
    [network('10.0.0.0/8'), pattern('10.9.9.9'), false],
    [network('10.0.0.0/8'), pattern('11.0.0.1'), true],
    [network('10.0.0.0/8'), pattern('11.*'), false],
    [network('fe80::/10'), network('10.0.0.0/8'), false],
    [network('fe80::/10'), pattern('2001:db8::1'), true],
    [exists(false), pattern('*a*'), true],
    [exists(false), network('10.0.0.0/8'), true],
    [exists(false), exists(true), true],
    [exists(false), patternOf({ type: 'null' }), false],
    [exists(false), pattern(''), false],
    [exists(true), pattern('a'), false],
  ])('knows numbers, networks and absent fields that exclude each other (%#)', (one, other, expected) => {
    expect(disjoint(one, other)).toBe(expected);
    expect(disjoint(other, one)).toBe(expected);
  });

  it.each([
    [compare('gt', 5), compare('gt', 10), true],
    [compare('gt', 10), compare('gt', 5), false],
    [compare('gte', 5), compare('gt', 5), true],
    [compare('gt', 5), compare('gte', 5), false],
    // Its text matches, too.
    [compare('gt', 5), number(7), false],
    [network('10.0.0.0/8'), network('10.1.0.0/16'), true],
    [network('10.1.0.0/16'), network('10.0.0.0/8'), false],
    [network('10.0.0.0/8'), pattern('10.9.9.9'), true],
    [network('10.0.0.0/8'), pattern('10.9.*'), false],
  ])('knows numbers and networks that hold others (%#)', (wide, narrow, expected) => {
    expect(covers(wide, narrow)).toBe(expected);
  });

  it('is right whenever it is certain', () => {
    const property = fc.property(globs, globs, texts, (a, b, samples) => {
      const [one, other] = [a, b].map(({ text, cased }): SigmaString => ({ ...sigmaString(text), cased }));
      if (!one || !other) return;
      const covered = covers(patternOf(one), patternOf(other));
      const apart = disjoint(patternOf(one), patternOf(other));
      for (const text of samples) {
        const [fits, alsoFits] = [matches(one, text), matches(other, text)];
        if (covered && alsoFits) expect(fits).toBe(true);
        if (apart) expect(fits && alsoFits).toBe(false);
      }
    });
    fc.assert(property, { numRuns: 3000, seed: 7 });
  });
});
