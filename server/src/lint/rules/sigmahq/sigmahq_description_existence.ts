import { headOf } from '../../places.ts';
import { isMissing } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqDescriptionExistence = defineSigmahqRule({
  id: 'sigmahq_description_existence',
  aliases: ['missing_description'],
  severity: 'medium',
  summary: 'A rule without description.',
  visit: {
    any(rule, { report }) {
      if (!isMissing(rule, 'description')) return;
      report({
        span: headOf(rule),
        message:
          "The rule has no 'description'. An analyst who gets the alert has nothing but the title to understand what happened. Add it.",
      });
    },
  },
});
