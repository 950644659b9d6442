import { defineRule } from '../../define-rule.ts';
import { headOf, keySpan } from '../../places.ts';

export const identifierExistence = defineRule({
  id: 'identifier_existence',
  severity: 'information',
  profiles: ['sigmahq', 'strict', 'pysigma'],
  summary: 'A rule without id.',
  visit: {
    any(rule, { report }) {
      if (rule.id || keySpan(rule.node, 'id')) return;
      report({
        span: headOf(rule),
        message: "The rule has no 'id'. Other rules, tests and deployments refer to it by one; add a new UUID.",
      });
    },
  },
});
