import type { Conditions } from '../processing-condition.ts';

export const isSigmaCorrelationRule: Conditions = {
  rule: {
    id: 'is_sigma_correlation_rule',
    required: [],
    optional: [],
    create: () => ({ match: (rule) => rule.kind === 'correlation' }),
  },
};
