import { headOf } from '../../places.ts';
import { isMissing } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqAuthorExistence = defineSigmahqRule({
  id: 'sigmahq_author_existence',
  aliases: ['missing_author'],
  severity: 'medium',
  summary: 'A rule without author.',
  visit: {
    any(rule, { report }) {
      if (!isMissing(rule, 'author')) return;
      report({
        span: headOf(rule),
        message: "The rule has no 'author'. Whoever gets an alert wants to know whom to ask about the rule. Add it.",
      });
    },
  },
});
