import { defineRule } from '../../define-rule.ts';
import { headOf } from '../../places.ts';

export const unhelpfulFalsepositives = defineRule({
  id: 'unhelpful_falsepositives',
  severity: 'information',
  profiles: ['strict'],
  summary: 'A rule that does not say what may cause false positives.',
  visit: {
    rule(rule, { report }) {
      if (rule.falsepositives.some(({ value }) => !/^(?:unknown|none|n\/a|-)?\.?$/i.test(value.trim()))) return;
      report({
        span: rule.falsepositives[0]?.span ?? headOf(rule),
        message:
          "The rule does not say what legitimate activity looks alike. Write it under 'falsepositives'; 'Unlikely' if there is none.",
      });
    },
  },
});
