import { defineRule } from '../../define-rule.ts';
import { repetitions } from '../../places.ts';
import { removeLines } from '../../scalar-places.ts';

export const duplicateReferences = defineRule({
  id: 'duplicate_references',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A reference that is listed twice.',
  visit: {
    any(rule, { text, report }) {
      for (const { span, value } of repetitions(rule.references, ({ value }) => value)) {
        const edit = removeLines(text, span);
        report({
          span,
          tag: 'unnecessary',
          message: `'${value}' is listed already. Remove one of the two.`,
          ...(edit ? { fixes: [{ title: 'Remove this one', kind: 'safe', edits: [edit] }] } : {}),
        });
      }
    },
  },
});
