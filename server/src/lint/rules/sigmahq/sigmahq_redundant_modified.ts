import type { Span } from '../../../base/span.ts';
import { isDateTime, pairOf, removeLines } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

function sourceOf(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

export const sigmahqRedundantModified = defineSigmahqRule({
  id: 'sigmahq_redundant_modified',
  severity: 'medium',
  summary: 'A modified date that is the date.',
  visit: {
    any(rule, { text, report }) {
      if (!rule.date || !rule.modified || isDateTime(rule, 'date') !== isDateTime(rule, 'modified')) return;
      const { date, modified } = rule;
      if (!(['year', 'month', 'day'] as const).every((part) => date.value[part] === modified.value[part])) return;
      if (isDateTime(rule, 'date') && sourceOf(text, date.span) !== sourceOf(text, modified.span)) return;
      const pair = pairOf(rule, 'modified');
      const edit = pair && removeLines(text, pair.span);
      report({
        span: modified.span,
        tag: 'unnecessary',
        message: "'modified' is the same as 'date' and adds nothing. Remove it.",
        ...(edit ? { fixes: [{ title: "Remove 'modified'", kind: 'safe', edits: [edit] }] } : {}),
      });
    },
  },
});
