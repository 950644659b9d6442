import { defineRule } from '../../define-rule.ts';

export const needlessCased = defineRule({
  id: 'needless_cased',
  severity: 'information',
  profiles: ['strict'],
  summary: 'The modifier cased on values without letters.',
  visit: {
    item(item, { text, report }) {
      const index = item.modifiers.indexOf('cased');
      const span = item.modifierSpans[index];
      if (!span || item.value.some((value) => value.type !== 'string' || hasCase(value.parts))) return;
      // Of a list with a value that is wrong the others may not be left alone.
      if (item.value.length === 0 || item.value.length < item.originalValue.length) return;
      const bar = { start: span.start - 1, end: span.end };
      report({
        span,
        tag: 'unnecessary',
        message:
          "No value here has letters, so 'cased' changes nothing, and systems without it refuse the rule. Remove it.",
        ...(text[bar.start] === '|' && item.modifiers.filter((modifier) => modifier === 'cased').length === 1
          ? { fixes: [{ title: "Remove '|cased'", kind: 'safe', edits: [{ span: bar, newText: '' }] }] }
          : {}),
      });
    },
  },
});

function hasCase(parts: readonly { readonly kind: string; readonly text?: string }[]): boolean {
  return parts.some(
    ({ kind, text = '' }) => kind === 'placeholder' || text.toLowerCase() !== text || text.toUpperCase() !== text,
  );
}
