import { expect, it } from 'vitest';
import { modified } from '../../../../test/harness/modified.ts';

/** The value as pySigma's messages show it. */
function shown(key: string, value: string | bigint | boolean): string | undefined {
  return /value type of '(.*)'$/s.exec(modified(key, value) as string)?.[1];
}

it("shows values in Python's forms", () => {
  expect(shown('F|lt', 'a*')).toBe('a*');
  expect(shown('F|gt|contains', 5n)).toBe(
    'SigmaCompareExpression(number=SigmaNumber(number=5), op=<CompareOperators.GT: 3>, source=None)',
  );
  expect(shown('F|exists|gt', true)).toBe('SigmaExists(exists=True)');
  expect(shown('F|fieldref|contains|base64', 'a')).toBe(
    "SigmaFieldReference(field='a', starts_with=True, ends_with=True)",
  );
  expect(shown('F|re|expand|contains|base64', 'a%x%*c')).toBe(
    "SigmaRegularExpression(regexp=SigmaString(['.', <SpecialChars.WILDCARD_MULTI: 1>, 'a', Placeholder(name='x'), <SpecialChars.WILDCARD_MULTI: 1>, 'c.', <SpecialChars.WILDCARD_MULTI: 1>]), flags=set())",
  );
  expect(shown('F|cidr|lt', '10.0.0.0/8')).toBe('10.0.0.0/8');
});
