import type { Conditions } from '../processing-condition.ts';
import { equalsPlain } from '../sigma-value.ts';
import { valueCondition } from '../value-condition.ts';

/** Values equal the given one. */
export const matchValue: Conditions = {
  detectionItem: {
    id: 'match_value',
    required: ['cond', 'value'],
    optional: [],
    create(parameters) {
      const expected = parameters.value('value') ?? null;
      return valueCondition(parameters, (value) => equalsPlain(value, expected));
    },
  },
};
