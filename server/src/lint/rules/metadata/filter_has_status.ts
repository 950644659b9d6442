import { defineRule } from '../../define-rule.ts';
import { pairOf, removeLines } from '../../scalar-places.ts';

export const filterHasStatus = defineRule({
  id: 'filter_has_status',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A filter with a status.',
  visit: {
    filter(rule, { text, report }) {
      const pair = pairOf(rule, 'status');
      if (!pair) return;
      const edit = removeLines(text, pair.span);
      report({
        span: pair.key.span,
        tag: 'unnecessary',
        message: "Filters have no 'status': that of the filtered rule holds. Remove it.",
        ...(edit ? { fixes: [{ title: "Remove 'status'", kind: 'safe', edits: [edit] }] } : {}),
      });
    },
  },
});
