import { defineRule } from '../../define-rule.ts';

export const emptyTitle = defineRule({
  id: 'empty_title',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A title without text.',
  visit: {
    any(rule, { report }) {
      if (rule.title?.value.trim() !== '') return;
      report({
        span: rule.title.span,
        message: 'The title is empty, so nobody can tell what an alert is about. Name what the rule detects.',
      });
    },
  },
});
