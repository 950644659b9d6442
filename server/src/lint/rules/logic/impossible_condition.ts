import { defineRule } from '../../define-rule.ts';
import { analyseRule, describe } from '../../logic/analyse-rule.ts';
import type { Logic } from '../../logic/rule-logic.ts';

function explain(one: Logic, other: Logic): string {
  const [filter, rest] = one.kind === 'not' ? [one, other] : [other, one];
  if (filter.kind === 'not') return `${describe(filter.arg)} takes out all that ${describe(rest)} let through`;
  const [first, second] = [describe(one), describe(other)];
  return first === second ? `${first} exclude each other` : `${first} and ${second} exclude each other`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const impossibleCondition = defineRule({
  id: 'impossible_condition',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A rule that no event can match.',
  visit: {
    rule(rule, { conditions, report }) {
      const { impossible } = analyseRule(rule, conditions);
      const [condition] = conditions;
      if (!impossible || !condition) return;
      report({
        span: condition.condition.span,
        message: `${capitalised(explain(...impossible))}, so the rule never matches. Correct the values, or join what excludes each other with 'or'.`,
      });
    },
  },
});
