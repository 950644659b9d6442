import { pairOf, removeLines } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqFieldsExistence = defineSigmahqRule({
  id: 'sigmahq_fields_existence',
  severity: 'medium',
  summary: 'The discouraged key fields.',
  visit: {
    any(rule, { text, report }) {
      const pair = pairOf(rule, 'fields');
      if (!pair || rule.fields.length === 0) return;
      const edit = removeLines(text, pair.span);
      report({
        span: pair.key.span,
        tag: 'deprecated',
        message: "SigmaHQ does not use 'fields' any more: which fields to show is up to the system. Remove it.",
        ...(edit ? { fixes: [{ title: "Remove 'fields'", kind: 'suggestion', edits: [edit] }] } : {}),
      });
    },
  },
});
