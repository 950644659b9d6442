import { defineRule } from '../../define-rule.ts';
import { headOf } from '../../places.ts';

export const identifierExistence = defineRule({
  id: 'identifier_existence',
  severity: 'information',
  profiles: ['sigmahq', 'strict', 'pysigma'],
  summary: 'A rule without id.',
  visit: {
    any(rule, { report }) {
      // A broken id is an error already.
      if (rule.id || rule.errors.some(({ errorClass }) => errorClass === 'SigmaIdentifierError')) return;
      report({
        span: headOf(rule),
        message: "The rule has no 'id'. Other rules, tests and deployments refer to it by one; add a new UUID.",
      });
    },
  },
});
