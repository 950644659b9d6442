import { defineRule } from '../../define-rule.ts';
import { repetitions } from '../../places.ts';
import { removeLines } from '../../scalar-places.ts';

export const duplicateFields = defineRule({
  id: 'duplicate_fields',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A field that is listed twice under fields.',
  visit: {
    any(rule, { text, report }) {
      for (const { value, span } of repetitions(rule.fields, ({ value }) => value)) {
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
