import { correlationPair, textOfPair } from '../../correlation-places.ts';
import { defineRule } from '../../define-rule.ts';

export const missingSessionGap = defineRule({
  id: 'missing_session_gap',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A session window without gap.',
  visit: {
    correlation(rule, { report }) {
      const window = correlationPair(rule, 'window');
      if (!window || textOfPair(window) !== 'session' || correlationPair(rule, 'gap')) return;
      report({
        span: window.value.span,
        message:
          "A session ends when nothing happens for a while, and 'gap' says for how long. Add it, for example gap: 5m.",
      });
    },
  },
});
