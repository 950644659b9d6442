import { defineRule } from '../../define-rule.ts';
import { repeatedEntries } from '../../listed-entries.ts';
import { removeLines } from '../../scalar-places.ts';

export const duplicateReferences = defineRule({
  id: 'duplicate_references',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A reference that is listed twice.',
  visit: {
    any(rule, { text, profile, report }) {
      for (const { span, value } of repeatedEntries(rule, 'references', profile)) {
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
