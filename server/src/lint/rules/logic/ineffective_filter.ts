import { agree } from '../../agree.ts';
import { defineRule } from '../../define-rule.ts';
import { analyseRule, describe } from '../../logic/analyse-rule.ts';
import { removeSelection } from '../../logic/remove-selection.ts';
import type { Logic } from '../../logic/rule-logic.ts';

function reason(because: Logic): string {
  if (because.kind !== 'not' || because.from !== undefined) return `it contradicts ${describe(because)}`;
  const other = describe(because.arg);
  return `${other} ${agree(other, 'takes', 'take')} out all that it would`;
}

export const ineffectiveFilter = defineRule({
  id: 'ineffective_filter',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A filter that takes nothing out.',
  visit: {
    rule(rule, { conditions, text, report }) {
      for (const { named, because } of analyseRule(rule, conditions).ineffective)
        report({
          span: named.nameSpan,
          tag: 'unnecessary',
          message: `'${named.name}' takes nothing out: ${reason(because)}. Correct its values, or remove it.`,
          fixes: removeSelection(named, { rule, conditions, text }),
        });
    },
  },
});
