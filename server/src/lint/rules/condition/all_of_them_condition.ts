import { defineRule } from '../../define-rule.ts';
import { selectorsOf } from '../../places.ts';

export const allOfThemCondition = defineRule({
  id: 'all_of_them_condition',
  severity: 'information',
  profiles: ['sigmahq', 'strict', 'pysigma'],
  summary: 'The discouraged condition all of them.',
  visit: {
    any(rule, { conditions, report }) {
      if (rule.kind === 'correlation') return;
      const named = conditions.find(({ condition }) => /all\s+of\s+them/.test(condition.text));
      if (!named) return;
      const [all] = [...selectorsOf([named])].filter(
        ({ selector }) => selector.quantifier === 'all' && selector.pattern === 'them',
      );
      report({
        span: all?.selector.span ?? named.condition.span,
        message:
          "'all of them' also takes in every selection that is added later, filters included. Name the selections, or use a pattern such as 'all of selection_*'.",
      });
    },
  },
});
