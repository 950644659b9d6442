import { defineRule } from '../../define-rule.ts';
import { headOf } from '../../places.ts';
import { pairOf } from '../../scalar-places.ts';

export const descriptionTooLong = defineRule({
  id: 'description_too_long',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A description longer than the specification allows.',
  visit: {
    any(rule, { report }) {
      const value = rule.description?.value;
      const length = value === undefined ? 0 : value.length;
      if (length <= 65535) return;
      report({
        span: pairOf(rule, 'description')?.value.span ?? headOf(rule),
        message: `'description' has ${length} characters, but the specification allows 65535. Shorten it.`,
      });
    },
  },
});
