import { defineRule } from '../../define-rule.ts';
import { headOf } from '../../places.ts';
import { pairOf } from '../../scalar-places.ts';

export const nameTooLong = defineRule({
  id: 'name_too_long',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A name longer than the specification allows.',
  visit: {
    any(rule, { report }) {
      const value = rule.name?.value;
      const length = value === undefined ? 0 : value.length;
      if (length <= 256) return;
      report({
        span: pairOf(rule, 'name')?.value.span ?? headOf(rule),
        message: `'name' has ${length} characters, but the specification allows 256. Shorten it.`,
      });
    },
  },
});
