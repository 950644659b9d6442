import { headOf } from '../../places.ts';
import { isMissing } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqStatusExistence = defineSigmahqRule({
  id: 'sigmahq_status_existence',
  severity: 'medium',
  summary: 'A rule without status.',
  visit: {
    any(rule, { report }) {
      if (!isMissing(rule, 'status')) return;
      report({
        span: headOf(rule),
        message: "The rule has no 'status'. Whether a rule is experimental or proven decides where it may run. Add it.",
      });
    },
  },
});
