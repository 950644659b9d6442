import { defineRule } from '../../define-rule.ts';

export const falsepositiveTooShort = defineRule({
  id: 'falsepositive_too_short',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A false positive of fewer than two characters.',
  visit: {
    any(rule, { report }) {
      for (const { value, span } of rule.falsepositives)
        if (value.length < 2)
          report({
            span,
            message:
              "An entry of 'falsepositives' needs two characters or more by the specification. Say what is meant, or remove it.",
          });
    },
  },
});
