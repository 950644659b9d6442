import { expect, it } from 'vitest';
import { modified } from '../../../../test/harness/modified.ts';

it('makes strings cased', () => {
  expect(modified('F|cased', 'Foo*')).toBe("cased 'Foo' *");
  expect(modified('F|cased', 5n)).toMatch(/^SigmaTypeError/);
});

it('is lost where windash makes new strings', () => {
  expect(modified('F|cased|windash', 'a')).toBe("(cased 'a')");
  expect(modified('F|cased|windash', '-a')).toBe("('-a' or '/a' or '–a' or '—a' or '―a')");
});
