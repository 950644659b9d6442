import { fail } from '../types/sigma-failure.ts';
import { containsSpecial, sigmaStringToPlain } from '../types/sigma-string.ts';
import { foreignString } from './base64.ts';
import { type ValueModifier, valueModifier } from './modifier.ts';

export const fieldref: ValueModifier = valueModifier({
  ids: ['fieldref'],
  className: 'SigmaFieldReferenceModifier',
  summary: 'The value is the name of another field, and the two are compared.',
  accepts: ['string'],
  modify(value) {
    if (containsSpecial(value)) return fail('SigmaValueError', 'Field references must not contain wildcards');
    if (value.foreign !== undefined) return foreignString();
    const field = sigmaStringToPlain(value);
    return { type: 'fieldref', field, startsWith: false, endsWith: false, ...(value.span && { span: value.span }) };
  },
});
