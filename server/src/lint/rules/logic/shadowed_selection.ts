import { defineRule } from '../../define-rule.ts';
import { analyseRule, describe } from '../../logic/analyse-rule.ts';
import { removeSelection } from '../../logic/remove-selection.ts';

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
          message:
            as === 'alternative'
              ? `Whatever '${named.name}' matches, ${describe(because)} matches too, so it changes nothing. Make it differ, or remove it.`
              : `${describe(because)} demands all that '${named.name}' demands, so it changes nothing. Make it differ, or remove it.`,
          fixes: removeSelection(named, { rule, conditions, text }),
        });
    },
  },
});
