import { sigmaCidr } from '../types/sigma-cidr.ts';
import { fail } from '../types/sigma-failure.ts';
import { sigmaStringToPlain } from '../types/sigma-string.ts';
import { foreignString } from './base64.ts';
import { type ValueModifier, valueModifier } from './modifier.ts';

export const cidr: ValueModifier = valueModifier({
  ids: ['cidr'],
  className: 'SigmaCIDRModifier',
  summary: 'The value is an IPv4 or IPv6 network; the field is an address in it.',
  accepts: ['string'],
  modify(value, { applied }) {
    if (applied > 0) {
      return fail('SigmaValueError', 'CIDR expression modifier only applicable to unmodified values', {
        at: 'modifier',
      });
    }
    return value.foreign === undefined ? sigmaCidr(sigmaStringToPlain(value), value.span) : foreignString();
  },
});
