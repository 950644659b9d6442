import { headOf } from '../../places.ts';
import { isMissing } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqDateExistence = defineSigmahqRule({
  id: 'sigmahq_date_existence',
  severity: 'medium',
  summary: 'A rule without date.',
  visit: {
    any(rule, { report }) {
      if (!isMissing(rule, 'date')) return;
      report({
        span: headOf(rule),
        message:
          "The rule has no 'date'. The age of a rule tells how well it is tested and whether it may be outdated. Add it.",
      });
    },
  },
});
