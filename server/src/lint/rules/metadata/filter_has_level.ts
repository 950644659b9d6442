import { defineRule } from '../../define-rule.ts';
import { pairOf, removeLines } from '../../scalar-places.ts';

export const filterHasLevel = defineRule({
  id: 'filter_has_level',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A filter with a level.',
  visit: {
    filter(rule, { text, report }) {
      const pair = pairOf(rule, 'level');
      if (!pair) return;
      const edit = removeLines(text, pair.span);
      report({
        span: pair.key.span,
        tag: 'unnecessary',
        message: "Filters have no 'level': that of the filtered rule holds. Remove it.",
        ...(edit ? { fixes: [{ title: "Remove 'level'", kind: 'safe', edits: [edit] }] } : {}),
      });
    },
  },
});
