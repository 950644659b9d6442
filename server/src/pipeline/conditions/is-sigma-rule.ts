import type { Conditions } from '../processing-condition.ts';

export const isSigmaRule: Conditions = {
  rule: {
    id: 'is_sigma_rule',
    required: [],
    optional: [],
    create: () => ({ match: (rule) => rule.kind === 'rule' }),
  },
};
