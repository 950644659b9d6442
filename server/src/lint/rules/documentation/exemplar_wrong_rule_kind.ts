import { attributesOf } from '../../custom-attributes.ts';
import { defineRule } from '../../define-rule.ts';

export const exemplarWrongRuleKind = defineRule({
  id: 'exemplar_wrong_rule_kind',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'Examples of events at a filter.',
  visit: {
    filter(rule, { report }) {
      const pair = attributesOf(rule, 'rsigma.').get('exemplars');
      if (!pair) return;
      report({
        span: pair.key.span,
        message:
          'A filter matches nothing by itself, so its examples cannot be tested. Move them to a rule that it filters.',
      });
    },
  },
});
