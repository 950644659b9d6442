import { defineRule } from '../../define-rule.ts';

export const deprecatedWithoutRelated = defineRule({
  id: 'deprecated_without_related',
  severity: 'information',
  profiles: ['strict'],
  summary: 'A deprecated rule that names no successor.',
  visit: {
    any(rule, { report }) {
      if (rule.status?.value !== 'deprecated' || rule.related.length > 0) return;
      report({
        span: rule.status.span,
        message: "The rule is deprecated, but 'related' names no rule that takes its place. Add it where there is one.",
      });
    },
  },
});
