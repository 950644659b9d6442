import { correlationPair, textOfPair } from '../../correlation-places.ts';
import { defineRule } from '../../define-rule.ts';
import { nearest } from '../../nearest.ts';

const modes = ['sliding', 'tumbling', 'session'];

export const invalidWindowMode = defineRule({
  id: 'invalid_window_mode',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A kind of time window that does not exist.',
  visit: {
    correlation(rule, { report }) {
      const pair = correlationPair(rule, 'window');
      const mode = textOfPair(pair);
      if (!pair || (mode !== undefined && modes.includes(mode))) return;
      const guess = mode === undefined ? undefined : nearest(mode.toLowerCase(), modes);
      const { span } = pair.value;
      report({
        span: span.end > span.start ? span : pair.key.span,
        message: `'window' is sliding, tumbling or session${guess ? `; '${guess}' may be meant` : ''}. Tools that know windows refuse the rule, others ignore the key.`,
        fixes: guess ? [{ title: `Write '${guess}'`, kind: 'suggestion', edits: [{ span, newText: guess }] }] : [],
      });
    },
  },
});
