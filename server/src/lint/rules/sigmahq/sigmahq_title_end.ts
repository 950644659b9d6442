import { partSpan } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqTitleEnd = defineSigmahqRule({
  id: 'sigmahq_title_end',
  severity: 'medium',
  summary: 'A title that ends with a dot.',
  visit: {
    any(rule, { text, report }) {
      const { title } = rule;
      if (!title?.value.endsWith('.')) return;
      const { length } = title.value;
      const span = partSpan(text, rule, 'title', title.span, [length - 1, length]);
      report({
        span,
        message: 'The title ends with a dot, but it is a heading. Remove the dot.',
        fixes: [{ title: 'Remove the dot', kind: 'safe', edits: [{ span, newText: '' }] }],
      });
    },
  },
});
