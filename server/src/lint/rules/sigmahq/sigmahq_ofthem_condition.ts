import { selectorsOf } from '../../places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';
import { writeName } from '../../write-name.ts';

export const sigmahqOfthemCondition = defineSigmahqRule({
  id: 'sigmahq_ofthem_condition',
  severity: 'low',
  summary: 'A selector over all selections where there is only one.',
  visit: {
    any(rule, { conditions, report }) {
      if (rule.kind === 'correlation' || rule.detection?.detections.size !== 1) return;
      const named = conditions.find(({ condition }) => /\s+of\s+them/.test(condition.text));
      if (!named) return;
      const [them] = [...selectorsOf([named])].filter(({ selector }) => selector.pattern === 'them');
      const [name = ''] = rule.detection.detections.keys();
      report({
        span: them?.selector.span ?? named.condition.span,
        message: `'of them' stands for one selection only. Name it: '${name}'.`,
        fixes: them ? writeName(them.selector, rule.detection, rule.kind) : [],
      });
    },
  },
});
