import { correlationPair, textOfPair } from '../../correlation-places.ts';
import { defineRule } from '../../define-rule.ts';

export const gapWithoutSession = defineRule({
  id: 'gap_without_session',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A gap without session window.',
  visit: {
    correlation(rule, { report }) {
      const gap = correlationPair(rule, 'gap');
      if (!gap || textOfPair(correlationPair(rule, 'window')) === 'session') return;
      report({
        span: gap.key.span,
        message: "'gap' ends sessions and has no meaning in other windows. Write 'window: session', or remove it.",
      });
    },
  },
});
