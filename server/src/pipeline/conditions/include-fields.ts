import { fieldNameMatcher } from '../field-name-matcher.ts';
import { type Conditions, fieldNameCondition } from '../processing-condition.ts';

/** The field is one of the list; with mode `re` the beginning of its name matches one of the regular expressions. */
export const includeFields: Conditions = {
  fieldName: {
    id: 'include_fields',
    required: ['fields'],
    optional: ['mode'],
    create: (parameters) => fieldNameCondition(fieldNameMatcher(parameters)),
  },
};
