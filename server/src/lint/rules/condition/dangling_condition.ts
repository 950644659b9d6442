import { selectDetections } from '../../../sigma/condition/select-detections.ts';
import { defineRule } from '../../define-rule.ts';
import { selectorsOf } from '../../places.ts';

export const danglingCondition = defineRule({
  id: 'dangling_condition',
  severity: 'error',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A selector in the condition that matches no selection.',
  visit: {
    any(rule, { conditions, report }) {
      if (rule.kind === 'correlation' || !rule.detection) return;
      const found = new Set<string>();
      for (const { selector } of selectorsOf(conditions)) {
        if (found.has(selector.pattern)) continue;
        if (selectDetections(selector.pattern, rule.detection).length > 0) {
          found.add(selector.pattern);
          continue;
        }
        report({
          span: selector.patternSpan,
          message: `No selection matches '${selector.pattern}', so the rule cannot be converted. Add such a selection, or correct the pattern.`,
        });
      }
    },
  },
});
