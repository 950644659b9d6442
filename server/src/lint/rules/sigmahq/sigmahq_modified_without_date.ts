import type { Span } from '../../../base/span.ts';
import type { Fix } from '../../define-rule.ts';
import { isMissing, keyOf } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

function renameToDate(span: Span): Fix {
  return { title: "Rename to 'date'", kind: 'suggestion', edits: [{ span, newText: 'date' }] };
}

export const sigmahqModifiedWithoutDate = defineSigmahqRule({
  id: 'sigmahq_modified_without_date',
  severity: 'high',
  summary: 'A modified date without a date.',
  visit: {
    any(rule, { report }) {
      if (!rule.modified || !isMissing(rule, 'date')) return;
      const key = keyOf(rule, 'modified');
      report({
        span: key ?? rule.modified.span,
        message: "The rule has 'modified' but no 'date'. A new rule has only a 'date'; add it, or rename 'modified'.",
        ...(key ? { fixes: [renameToDate(key)] } : {}),
      });
    },
  },
});
