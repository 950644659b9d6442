import { defineRule } from '../../define-rule.ts';

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
      });
    },
  },
});
