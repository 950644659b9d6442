import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqInvalidAllModifier = defineSigmahqRule({
  id: 'sigmahq_invalid_all_modifier',
  aliases: ['single_value_all_modifier'],
  severity: 'high',
  defaultSeverity: 'warning',
  summary: 'The modifier all on a single value.',
  visit: {
    item(item, { text, report }) {
      const { field, modifiers, value, keySpan } = item;
      const index = modifiers.indexOf('all');
      if (index < 0 || value.length >= 2 || field === null) return;
      // Of a list with a value that is wrong nothing may be left.
      if (item.node?.kind === 'seq' && item.node.items.length > value.length) return;
      const span = item.modifierSpans[index] ?? keySpan;
      const bar = { start: span.start - 1, end: span.end };
      report({
        span,
        message:
          "'all' wants every value of a list, but there is one value only. Remove it, or add the missing values.",
        ...(text[bar.start] === '|' && modifiers.filter((modifier) => modifier === 'all').length === 1
          ? { fixes: [{ title: "Remove '|all'", kind: 'safe', edits: [{ span: bar, newText: '' }] }] }
          : {}),
      });
    },
  },
});
