import { selectDetections } from '../../../sigma/condition/select-detections.ts';
import type { AnySigmaRule, SigmaDetections } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule, type Fix } from '../../define-rule.ts';
import { type Selector, selectorsOf } from '../../places.ts';

/** With the pattern that stands for just the same selections now. */
function usePattern(
  { patternSpan }: Selector,
  detections: SigmaDetections,
  kind: AnySigmaRule['kind'],
): readonly Fix[] {
  const all = selectDetections('them', detections);
  // In filters `them` stands for all, those with `_` too.
  if (kind === 'filter' && all.length < detections.detections.size) return [];
  const pattern = ['selection_*', 'selection*'].find((one) => selectDetections(one, detections).length === all.length);
  if (pattern === undefined || all.length < 2) return [];
  return [{ title: `Write 'all of ${pattern}'`, kind: 'safe', edits: [{ span: patternSpan, newText: pattern }] }];
}

export const allOfThemCondition = defineRule({
  id: 'all_of_them_condition',
  severity: 'information',
  profiles: ['sigmahq', 'strict', 'pysigma'],
  summary: 'The discouraged condition all of them.',
  visit: {
    any(rule, { conditions, report }) {
      if (rule.kind === 'correlation') return;
      const named = conditions.find(({ condition }) => /all\s+of\s+them/.test(condition.text));
      if (!named) return;
      const [all] = [...selectorsOf([named])].filter(
        ({ selector }) => selector.quantifier === 'all' && selector.pattern === 'them',
      );
      report({
        span: all?.selector.span ?? named.condition.span,
        message:
          "'all of them' also takes in every selection that is added later, filters included. Name the selections, or use a pattern such as 'all of selection_*'.",
        fixes: all && rule.detection ? usePattern(all.selector, rule.detection, rule.kind) : [],
      });
    },
  },
});
