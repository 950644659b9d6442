import { expect, it } from 'vitest';
import { isFailure } from './sigma-failure.ts';
import { regexText, sigmaRegularExpression, withFlag } from './sigma-regular-expression.ts';

it('keeps the pattern as it is', () => {
  const value = sigmaRegularExpression('a\\*b?\\\\');
  expect(isFailure(value) ? value.message : regexText(value)).toBe('a\\*b?\\\\');
});

it('passes errors on that are not about syntax', () => {
  expect(sigmaRegularExpression('a{99999999999}')).toMatchObject({ errorClass: 'OverflowError' });
  expect(sigmaRegularExpression('('.repeat(2000))).toMatchObject({ errorClass: 'RecursionError' });
  expect(sigmaRegularExpression('(?a)(?u)a')).toMatchObject({ errorClass: 'ValueError' });
});

it('says where in the pattern', () => {
  expect(sigmaRegularExpression('😀(')).toMatchObject({
    errorClass: 'SigmaRegularExpressionError',
    message: "Regular expression '😀(' is invalid: missing ), unterminated subpattern at position 1",
    index: 2,
  });
});

it('sorts flags', () => {
  const value = sigmaRegularExpression('a', ['m']);
  expect(isFailure(value) ? [] : withFlag(withFlag(value, 's'), 'i').flags).toEqual(['i', 'm', 's']);
});
