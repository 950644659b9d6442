import { defineRule } from '../../define-rule.ts';
import { selectorsOf } from '../../places.ts';
import { writeName } from '../../write-name.ts';

export const themConditionWithSingleDetection = defineRule({
  id: 'them_condition_with_single_detection',
  severity: 'information',
  profiles: ['sigmahq', 'strict', 'pysigma'],
  summary: 'A selector over all selections where there is only one.',
  visit: {
    any(rule, { conditions, report }) {
      if (rule.kind === 'correlation' || rule.detection?.detections.size !== 1) return;
      const named = conditions.find(({ condition }) => condition.text.includes('them'));
      if (!named) return;
      const [them] = [...selectorsOf([named])].filter(({ selector }) => selector.pattern === 'them');
      const [name] = rule.detection.detections.keys();
      report({
        span: them?.selector.span ?? named.condition.span,
        message: `'them' stands for one selection only. Name it: '${name}'.`,
        fixes: them ? writeName(them.selector, rule.detection, rule.kind) : [],
      });
    },
  },
});
