import { headOf } from '../../places.ts';
import { isMissing } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqLevelExistence = defineSigmahqRule({
  id: 'sigmahq_level_existence',
  aliases: ['missing_level'],
  severity: 'medium',
  summary: 'A rule without level.',
  visit: {
    any(rule, { report }) {
      if (!isMissing(rule, 'level')) return;
      report({
        span: headOf(rule),
        message:
          "The rule has no 'level'. Without it nobody knows how urgent an alert is; systems fall back to a level of their own. Add it.",
      });
    },
  },
});
