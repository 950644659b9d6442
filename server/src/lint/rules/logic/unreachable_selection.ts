import { defineRule } from '../../define-rule.ts';
import { analyseRule, describe } from '../../logic/analyse-rule.ts';

export const unreachableSelection = defineRule({
  id: 'unreachable_selection',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A selection that the rest of the condition excludes.',
  visit: {
    rule(rule, { conditions, report }) {
      for (const { named, because } of analyseRule(rule, conditions).unreachable)
        report({
          span: named.nameSpan,
          message: `Where the condition uses '${named.name}', it contradicts ${describe(because)}, so it never leads to a match. Correct one of the two, or remove '${named.name}'.`,
        });
    },
  },
});
