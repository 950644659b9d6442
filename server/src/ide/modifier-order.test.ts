import { describe, expect, it } from 'vitest';
import { modifiers } from '../sigma/modifiers/index.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { modifierDocs } from './modifier-docs.ts';
import { modifiersAfter } from './modifier-order.ts';

function chains(length: number, before: readonly string[] = []): string[][] {
  if (length === 0) return [[...before]];
  return [[...before], ...modifiersAfter(before).flatMap((next) => chains(length - 1, [...before, next]))];
}

/** Values that suit the modifiers, so that only the chain itself can be wrong. */
function valuesFor(chain: readonly string[]): string {
  const has = (...names: string[]) => names.some((name) => chain.includes(name));
  if (has('exists')) return 'true';
  if (has('minute', 'hour', 'day', 'week', 'month', 'year')) return '[5, 6]';
  if (has('lt', 'lte', 'gt', 'gte')) return '5';
  if (has('cidr')) return chain.includes('expand') ? '[10.0.0.0/8]' : '[10.0.0.0/8, 192.168.0.0/16]';
  return chain.includes('expand') ? "['%a%', '%b%']" : "['-foo', '-bar']";
}

function errorsOf(chain: readonly string[]): string[] {
  const key = ['field', ...chain].join('|');
  const text = `title: A\nlogsource:\n  category: x\ndetection:\n  a:\n    ${key}: ${valuesFor(chain)}\n  condition: a\n`;
  return parseSigma(text).collection.rules.flatMap(({ errors }) => errors.map(({ message }) => `${key}: ${message}`));
}

describe('the modifiers that may follow', () => {
  const all = chains(3).filter((chain) => chain.length > 0);

  it('are known and described', () => {
    for (const modifier of new Set(all.flat())) {
      expect(modifiers.has(modifier), modifier).toBe(true);
      expect(modifierDocs, modifier).toHaveProperty([modifier]);
    }
  });

  it('cover every modifier', () => {
    const offered = new Set(all.flat().map((id) => modifiers.get(id)));
    expect(
      [...new Set(modifiers.values())].filter((modifier) => !offered.has(modifier)).map(({ ids }) => ids[0]),
    ).toEqual([]);
  });

  it('make chains that can be read', () => {
    expect(all.length).toBeGreaterThan(500);
    expect(all.flatMap(errorsOf)).toEqual([]);
  });
});
