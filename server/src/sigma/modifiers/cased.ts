import { fail } from '../types/sigma-failure.ts';
import { type ValueModifier, valueModifier } from './modifier.ts';

export const cased: ValueModifier = valueModifier({
  ids: ['cased'],
  className: 'SigmaCaseSensitiveModifier',
  summary: 'Upper and lower case matter.',
  accepts: ['string'],
  modify(value) {
    if (value.foreign !== undefined && value.foreign !== 'NoneType') {
      return fail('TypeError', `'${value.foreign}' object is not iterable`);
    }
    return { ...value, cased: true };
  },
});
