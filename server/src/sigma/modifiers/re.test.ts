import { expect, it } from 'vitest';
import { modified, modifiedItem } from '../../../../test/harness/modified.ts';

it('takes the pattern unread', () => {
  expect(modified('F|re', 'a\\*b\\\\.?')).toBe('/a\\*b\\\\.?/');
  expect(modified('F|re', '')).toBe('//');
});

it("reports invalid patterns in Python's words, with their place", () => {
  expect(modified('F|re', 'ab[c')).toBe(
    "SigmaRegularExpressionError: Regular expression 'ab[c' is invalid: unterminated character set at position 2",
  );
  const result = modifiedItem('F|re', 'ok', 'ab[c');
  expect(result).toMatchObject({ error: { span: { start: 200, end: 204 } }, index: 2 });
});

it('must be first', () => {
  const message = 'SigmaValueError: Regular expression modifier only applicable to unmodified values';
  expect(modified('F|contains|re', 'a')).toBe(message);
  expect(modifiedItem('F|all|re', 'a')).toMatchObject({ error: { span: { start: 1, end: 1 } } });
});

it('takes values that are no text by their text', () => {
  expect(modified('F|re', 5n)).toBe('/5/');
  expect(modified('F|re', null)).toBe('/None/');
  expect(modified('F|re', true)).toBe('/True/');
  expect(modified('F|re|contains', 5n)).toMatch(/^TypeError/);
  expect(modified('F|re|expand', 5n)).toBe("AttributeError: 'int' object has no attribute 'insert_placeholders'");
});
