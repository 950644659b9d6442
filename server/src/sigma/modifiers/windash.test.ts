import { expect, it } from 'vitest';
import { modified } from '../../../../test/harness/modified.ts';

it('writes a dash before a parameter in every way', () => {
  expect(modified('F|windash', ' -a')).toBe("(' -a' or ' /a' or ' –a' or ' —a' or ' ―a')");
  expect(modified('F|windash', '/a')).toBe("('-a' or '/a' or '–a' or '—a' or '―a')");
});

it('leaves dashes between words, and before other dashes, alone', () => {
  expect(modified('F|windash', 'a-b')).toBe("('a-b')");
  expect(modified('F|windash', '- -')).toBe("('- -')");
  expect(modified('F|windash', 'ä-b')).toBe("('ä-b')");
});

it('takes all combinations, the first dash varying slowest', () => {
  const text = modified('F|windash', '-a -b') as string;
  expect(text.split(' or ')).toHaveLength(25);
  expect(text).toMatch(/^\('-a -b' or '-a \/b' or .* or '\/a -b' or/);
});

it('keeps wildcards', () => {
  expect(modified('F|windash|contains', '*-a')).toBe("(* '-a' * or * '/a' * or * '–a' * or * '—a' * or * '―a' *)");
});

it('refuses more than ten thousand values at once', () => {
  const started = performance.now();
  const text = modified('F|windash', ' -a'.repeat(12)) as string;
  expect(text).toMatch(/^SigmaExpansionLimitError: The windash modifier makes 244140625 values of this one/);
  expect(modified('F|windash|windash|windash', '-a -b -c')).toMatch(/^SigmaExpansionLimitError/);
  expect(performance.now() - started).toBeLessThan(1000);
});

it('allows what stays below', () => {
  expect((modified('F|windash', ' -a'.repeat(5)) as string).split(' or ')).toHaveLength(3125);
});
