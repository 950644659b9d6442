import { correlationPair, textOfPair } from '../../correlation-places.ts';
import { defineRule } from '../../define-rule.ts';

export const invalidGapFormat = defineRule({
  id: 'invalid_gap_format',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A gap that is no time span.',
  visit: {
    correlation(rule, { report }) {
      const gap = correlationPair(rule, 'gap');
      if (!gap || /^[0-9]*[1-9][0-9]*[smhdwMy]$/.test(textOfPair(gap) ?? '')) return;
      const { span } = gap.value;
      report({
        span: span.end > span.start ? span : gap.key.span,
        message: "'gap' is a time span: a number and a unit (s, m, h, d, w, M or y), for example 5m.",
      });
    },
  },
});
