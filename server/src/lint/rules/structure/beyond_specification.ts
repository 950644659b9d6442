import { defineRule } from '../../define-rule.ts';
import { pairOf } from '../../scalar-places.ts';

export const beyondSpecification = defineRule({
  id: 'beyond_specification',
  severity: 'information',
  profiles: ['strict'],
  summary: 'Something that pySigma knows and the specification does not.',
  visit: {
    any(rule, { report }) {
      for (const { type, span } of rule.related)
        if (type === 'correlation')
          report({ span, message: notYet("the kind of relation 'correlation'", "Use 'similar'") });
    },
    correlation(rule, { report }) {
      if (rule.type?.value === 'value_median')
        report({ span: rule.type.span, message: notYet("the type 'value_median'", "Use 'value_percentile'") });
      if (rule.extendedCondition)
        report({
          span: rule.extendedCondition.text.span,
          message: notYet('conditions over rules', "Leave 'condition' out if all of the rules must match"),
        });
    },
    filter(rule, { report }) {
      if (rule.rules !== 'any') return;
      const map = pairOf(rule, 'filter')?.value;
      const pair =
        map?.kind === 'map' ? map.entries.find(({ key }) => key.kind === 'scalar' && key.text === 'rules') : undefined;
      if (pair?.value.kind === 'scalar')
        report({ span: pair.value.span, message: notYet("'any' as 'rules'", 'List the rules') });
    },
  },
});

function notYet(what: string, instead: string): string {
  return `Version 2.1 of the specification does not know ${what}, so not all tools do. ${instead}, if the rule is for others too.`;
}
