import { fail } from '../types/sigma-failure.ts';
import { type ValueModifier, valueModifier } from './modifier.ts';

export const exists: ValueModifier = valueModifier({
  ids: ['exists'],
  className: 'SigmaExistsModifier',
  summary: 'Whether the event has the field at all: true or false.',
  accepts: ['bool'],
  modify(value, { field, applied }) {
    if (field === null) return fail('SigmaValueError', 'Exists modifier must be applied to field', { at: 'modifier' });
    if (applied > 0) {
      const message = 'Exists modifier only applicable to unmodified boolean values';
      return fail('SigmaValueError', message, { at: 'modifier' });
    }
    return { type: 'exists', exists: value.boolean, ...(value.span && { span: value.span }) };
  },
});
