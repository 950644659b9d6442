import type { Span } from '../../../base/span.ts';
import type { Fix } from '../../define-rule.ts';
import { partSpan } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

function leaveOut(span: Span, newText: string): Fix {
  return { title: 'Leave the word out', kind: 'safe', edits: [{ span, newText }] };
}

export const sigmahqTitleStart = defineSigmahqRule({
  id: 'sigmahq_title_start',
  severity: 'medium',
  summary: 'A title that begins with Detect or Detects.',
  visit: {
    any(rule, { text, report }) {
      const { title } = rule;
      const word = title && /^Detects? /.exec(title.value)?.[0];
      if (!title || !word) return;
      const next = title.value.charAt(word.length);
      const span = partSpan(text, rule, 'title', title.span, [0, word.length + next.length]);
      report({
        span: partSpan(text, rule, 'title', title.span, [0, word.length - 1]),
        message: 'Every rule detects something: the title names what. Leave the word out.',
        ...(next === '' ? {} : { fixes: [leaveOut(span, next.toUpperCase())] }),
      });
    },
  },
});
