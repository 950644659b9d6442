import type { Span } from '../../../base/span.ts';
import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule, type Fix } from '../../define-rule.ts';

/** Behind the last modifier, but before `all`. */
function moveBack({ modifiers, modifierSpans, keySpan }: SigmaDetectionItem, span: Span): Fix {
  const last = modifiers.findLastIndex((modifier) => modifier !== 'all');
  const end = modifierSpans[last]?.end ?? keySpan.end;
  return {
    title: "Move 'contains' back",
    kind: 'suggestion',
    edits: [
      { span: { start: span.start - 1, end: span.end }, newText: '' },
      { span: { start: end, end }, newText: '|contains' },
    ],
  };
}

export const containsInMiddle = defineRule({
  id: 'contains_in_middle',
  severity: 'information',
  profiles: ['strict'],
  summary: 'The modifier contains between others.',
  visit: {
    item(item, { report }) {
      const { modifiers, modifierSpans } = item;
      const index = modifiers.indexOf('contains');
      const next = modifiers[index + 1];
      const span = modifierSpans[index];
      if (index < 1 || next === undefined || next === 'all' || !span) return;
      report({
        span,
        message: `'contains' stands before '${next}', which then works on a value with wildcards. Put 'contains' behind the modifiers that change the value.`,
        fixes: [moveBack(item, span)],
      });
    },
  },
});
