import { agree, capitalised } from '../../agree.ts';
import { defineRule } from '../../define-rule.ts';
import { analyseRule, describe } from '../../logic/analyse-rule.ts';
import { removeSelection } from '../../logic/remove-selection.ts';

function reason(name: string, other: string, as: 'alternative' | 'demand'): string {
  return as === 'alternative'
    ? `Whatever '${name}' matches, ${other} ${agree(other, 'matches', 'match')} too`
    : `${capitalised(other)} ${agree(other, 'demands', 'demand')} all that '${name}' demands`;
}

export const shadowedSelection = defineRule({
  id: 'shadowed_selection',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A selection that another one makes needless.',
  visit: {
    rule(rule, { conditions, text, report }) {
      for (const { named, because, as } of analyseRule(rule, conditions).shadowed)
        report({
          span: named.nameSpan,
          tag: 'unnecessary',
          message: `${reason(named.name, describe(because), as)}, so it changes nothing. Make it differ, or remove it.`,
          fixes: removeSelection(named, { rule, conditions, text }),
        });
    },
  },
});
