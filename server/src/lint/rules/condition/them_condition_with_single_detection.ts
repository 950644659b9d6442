import type { Span } from '../../../base/span.ts';
import type { Fix } from '../../define-rule.ts';
import { defineRule } from '../../define-rule.ts';
import { selectorsOf } from '../../places.ts';

function nameIt(span: Span, name: string): Fix {
  return { title: `Write '${name}'`, kind: 'safe', edits: [{ span, newText: name }] };
}

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
        ...(them ? { fixes: [nameIt(them.selector.span, name as string)] } : {}),
      });
    },
  },
});
