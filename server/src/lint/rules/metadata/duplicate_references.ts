import { defineRule } from '../../define-rule.ts';
import { repetitions } from '../../places.ts';

export const duplicateReferences = defineRule({
  id: 'duplicate_references',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A reference that is listed twice.',
  visit: {
    any(rule, { report }) {
      for (const { span, value } of repetitions(rule.references, ({ value }) => value))
        report({ span, tag: 'unnecessary', message: `'${value}' is listed already. Remove one of the two.` });
    },
  },
});
