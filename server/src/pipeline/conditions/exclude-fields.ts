import { fieldNameMatcher } from '../field-name-matcher.ts';
import { type Conditions, fieldNameCondition } from '../processing-condition.ts';

/** The field is none of the list; keywords match, too. */
export const excludeFields: Conditions = {
  fieldName: {
    id: 'exclude_fields',
    required: ['fields'],
    optional: ['mode'],
    create(parameters) {
      const matches = fieldNameMatcher(parameters);
      return fieldNameCondition((field) => !matches(field));
    },
  },
};
