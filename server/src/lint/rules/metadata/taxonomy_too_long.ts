import { defineRule } from '../../define-rule.ts';
import { headOf } from '../../places.ts';
import { pairOf } from '../../scalar-places.ts';

export const taxonomyTooLong = defineRule({
  id: 'taxonomy_too_long',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A taxonomy longer than the specification allows.',
  visit: {
    any(rule, { report }) {
      const value = rule.taxonomy;
      const length = value === undefined ? 0 : value.length;
      if (length <= 256) return;
      report({
        span: pairOf(rule, 'taxonomy')?.value.span ?? headOf(rule),
        message: `'taxonomy' has ${length} characters, but the specification allows 256. Shorten it.`,
      });
    },
  },
});
