import type { Conditions } from '../processing-condition.ts';
import { itemsOf } from '../rule-draft.ts';

/** The rule has an item for the field. */
export const containsField: Conditions = {
  rule: {
    id: 'contains_field',
    required: ['field'],
    optional: [],
    create(parameters) {
      const field = parameters.value('field');
      return {
        match: (rule) =>
          rule.kind === 'rule' && itemsOf(rule).some((item) => item.field !== null && item.field === field),
      };
    },
  },
};
