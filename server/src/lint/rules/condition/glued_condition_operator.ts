import { defineRule } from '../../define-rule.ts';

export const gluedConditionOperator = defineRule({
  id: 'glued_condition_operator',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A name in a condition that pySigma 1.5 reads as an operator and another name.',
  visit: {
    any(_rule, { conditions, report }) {
      for (const { surprises } of conditions)
        for (const { kind, span, message } of surprises) if (kind === 'glued-operator') report({ span, message });
    },
  },
});
