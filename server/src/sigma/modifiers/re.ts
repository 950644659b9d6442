import { fail } from '../types/sigma-failure.ts';
import { checkRegex, sigmaRegularExpression } from '../types/sigma-regular-expression.ts';
import { sigmaStringToPlainRegex } from '../types/sigma-string.ts';
import { type ValueModifier, valueModifier } from './modifier.ts';

/** Items with this modifier take their values unread (`rawStringFromYaml`). */
export const re: ValueModifier = valueModifier({
  ids: ['re'],
  className: 'SigmaRegularExpressionModifier',
  summary: "The value is a regular expression in Python's syntax.",
  accepts: ['string'],
  modify(value, { applied }) {
    if (applied > 0) {
      return fail('SigmaValueError', 'Regular expression modifier only applicable to unmodified values', {
        at: 'modifier',
      });
    }
    if (value.foreign !== undefined) return checkRegex({ type: 'regex', regexp: value, flags: [], span: value.span });
    return sigmaRegularExpression(sigmaStringToPlainRegex(value), [], value.span);
  },
});
