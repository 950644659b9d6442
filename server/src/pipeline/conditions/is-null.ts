import type { Conditions } from '../processing-condition.ts';
import { valueCondition } from '../value-condition.ts';

export const isNull: Conditions = {
  detectionItem: {
    id: 'is_null',
    required: ['cond'],
    optional: [],
    create: (parameters) => valueCondition(parameters, (value) => value.type === 'null'),
  },
};
