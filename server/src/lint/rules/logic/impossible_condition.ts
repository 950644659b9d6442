import { agree, capitalised } from '../../agree.ts';
import { defineRule } from '../../define-rule.ts';
import { analyseRule, describe } from '../../logic/analyse-rule.ts';
import type { Logic } from '../../logic/rule-logic.ts';

function explain(one: Logic, other: Logic): string {
  const [filter, rest] = one.kind === 'not' ? [one, other] : [other, one];
  if (filter.kind === 'not') return takesOut(describe(filter.arg), describe(rest));
  const [first, second] = [describe(one), describe(other)];
  if (first !== second) return `${first} and ${second} exclude each other`;
  return `${first} ${agree(first, 'contradicts itself', 'exclude each other')}`;
}

function takesOut(filter: string, rest: string): string {
  return `${filter} ${agree(filter, 'takes', 'take')} out all that ${rest} ${agree(rest, 'lets', 'let')} through`;
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
