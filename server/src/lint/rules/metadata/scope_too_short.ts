import { defineRule } from '../../define-rule.ts';

export const scopeTooShort = defineRule({
  id: 'scope_too_short',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A scope of fewer than two characters.',
  visit: {
    any(rule, { report }) {
      for (const { value, span } of rule.scope)
        if (value.length < 2)
          report({
            span,
            message:
              "An entry of 'scope' needs two characters or more by the specification. Say what is meant, or remove it.",
          });
    },
  },
});
