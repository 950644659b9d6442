import { defineRule } from '../../define-rule.ts';

export const logsourceValueNotLowercase = defineRule({
  id: 'logsource_value_not_lowercase',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A log source with capital letters.',
  visit: {
    any(rule, { report }) {
      if (rule.kind === 'correlation' || !rule.logsource) return;
      for (const { key, value } of rule.logsource.node.entries) {
        if (key.kind !== 'scalar' || !['category', 'product', 'service'].includes(key.text)) continue;
        if (value.kind !== 'scalar' || value.text === value.text.toLowerCase()) continue;
        const lower = value.text.toLowerCase();
        report({
          span: value.span,
          message: `Log sources are in lower case and compared as written, so pipelines do not know '${value.text}'. Write '${lower}'.`,
          fixes: [{ title: `Write '${lower}'`, kind: 'suggestion', edits: [{ span: value.span, newText: lower }] }],
        });
      }
    },
  },
});
