import { containsSpecial } from '../../sigma/types/sigma-string.ts';
import type { Conditions } from '../processing-condition.ts';
import { valueCondition } from '../value-condition.ts';

export const containsWildcard: Conditions = {
  detectionItem: {
    id: 'contains_wildcard',
    required: ['cond'],
    optional: [],
    create: (parameters) => valueCondition(parameters, (value) => value.type === 'string' && containsSpecial(value)),
  },
};
