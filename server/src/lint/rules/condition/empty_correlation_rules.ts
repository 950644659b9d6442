import { defineRule } from '../../define-rule.ts';
import { pairOf } from '../../scalar-places.ts';

export const emptyCorrelationRules = defineRule({
  id: 'empty_correlation_rules',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A correlation over an empty list of rules.',
  visit: {
    correlation(rule, { report }) {
      const map = pairOf(rule, 'correlation')?.value;
      const list =
        map?.kind === 'map' ? map.entries.find(({ key }) => key.kind === 'scalar' && key.value === 'rules') : undefined;
      if (list?.value.kind !== 'seq' || list.value.items.length > 0) return;
      report({
        span: list.key.span,
        message: "The list of 'rules' is empty, so there is nothing to correlate. Name the rules by id or name.",
      });
    },
  },
});
