import { defineRule } from '../../define-rule.ts';
import { isInScalar } from '../../places.ts';

export const trailingWhitespace = defineRule({
  id: 'trailing_whitespace',
  severity: 'information',
  profiles: ['strict'],
  summary: 'Blanks at the end of a line.',
  visit: {
    document(root, { text, report }) {
      const { start, end } = root.span;
      if (![' \n', '\t\n', ' \r', '\t\r'].some((blanks) => text.includes(blanks, start))) return;
      for (const match of text.slice(start, end).matchAll(/[ \t]+(?=\r?$)/gm)) {
        const span = { start: start + match.index, end: start + match.index + match[0].length };
        if (isInScalar(root, span.start)) continue;
        report({
          span,
          tag: 'unnecessary',
          message: 'Blanks at the end of a line are invisible and make differences between versions. Remove them.',
          fixes: [{ title: 'Remove the blanks', kind: 'safe', edits: [{ span, newText: '' }] }],
        });
      }
    },
  },
});
