import { describe, expect, it } from 'vitest';
import { matches } from '../harness/check-match.ts';

/** Patterns that make backtracking engines try out more ways than there are atoms, in texts that do not match until the end. */
const patterns = [
  '(a+)+$',
  '(a|aa)+$',
  '(.*)*x',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '(x+x+)+y',
  '(?=(a+))\\1b',
  '(a*)*b',
  '((a|b|ab)*)*c',
  '(.*a){20}$',
  '(a?){50}a{50}!',
  '(?i)(A+)+$',
  '(?<=a)(a+)+b',
  '(a+)+\\1$',
  '(?>a+)+b',
  '(([^,]*,)*)+z',
  '(?:(?:a{1,100}){1,100}){1,100}b',
];
const texts = [`${'a'.repeat(28)}!`, `${'a'.repeat(50_000)}!`, 'x'.repeat(20_000), 'ab,'.repeat(10_000)];

describe.each(patterns)('the regular expression %s', (pattern) => {
  it('ends soon in an evaluation', () => {
    const detection = `selection:\n  f|re: ${JSON.stringify(pattern)}`;
    for (const f of texts) {
      const began = performance.now();
      matches(detection, { f });
      expect(performance.now() - began).toBeLessThan(3000);
    }
  });
});
