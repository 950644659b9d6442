import { defineRule } from '../../define-rule.ts';

export const expandWithoutPlaceholder = defineRule({
  id: 'expand_without_placeholder',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'The modifier expand without a placeholder.',
  visit: {
    item(item, { report }) {
      const span = item.modifierSpans[item.modifiers.indexOf('expand')];
      if (!span || item.value.length === 0) return;
      const isPlain = item.value.every(
        (value) => value.type === 'string' && value.parts.every(({ kind }) => kind !== 'placeholder'),
      );
      if (!isPlain) return;
      report({
        span,
        message:
          "'expand' fills in placeholders such as %Administrators%, but no value here has one between two percent signs. Add it, or remove the modifier.",
      });
    },
  },
});
