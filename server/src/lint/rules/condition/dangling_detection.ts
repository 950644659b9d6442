import { selectDetections } from '../../../sigma/condition/select-detections.ts';
import type { AnySigmaRule, SigmaDetections } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule, type Fix, type ReadCondition } from '../../define-rule.ts';
import { nodesOf } from '../../places.ts';
import { pairOf, removeLines } from '../../scalar-places.ts';

/** Names of the detections that the conditions refer to, directly or by a selector. */
function usedDetections(detections: SigmaDetections, conditions: readonly ReadCondition[]): Set<string> {
  const used = new Set<string>();
  const patterns = new Set<string>();
  for (const { tree } of conditions) {
    if (!tree) continue;
    for (const node of nodesOf(tree)) {
      if (node.kind === 'identifier') used.add(node.name);
      else if (node.kind === 'selector') patterns.add(node.pattern);
    }
  }
  for (const pattern of patterns) for (const { name } of selectDetections(pattern, detections)) used.add(name);
  return used;
}

function messageFor(name: string): string {
  return name === 'timeframe'
    ? "'timeframe' has no meaning in a rule any more and reads as a selection that no condition uses. Use a correlation rule with a timespan."
    : `No condition uses '${name}', so it has no effect. Name it in the condition, or remove it.`;
}

/** Nothing changes without it; but often it was meant to be used. */
function removal(rule: AnySigmaRule, name: string, text: string): readonly Fix[] {
  const map = pairOf(rule, rule.kind === 'filter' ? 'filter' : 'detection')?.value;
  const pair =
    map?.kind === 'map' ? map.pairs.find(({ key }) => key.kind === 'scalar' && key.text === name) : undefined;
  const edit = pair && removeLines(text, { start: pair.key.span.start, end: pair.value.span.end });
  return edit ? [{ title: `Remove '${name}'`, kind: 'suggestion', edits: [edit] }] : [];
}

export const danglingDetection = defineRule({
  id: 'dangling_detection',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A selection that no condition uses.',
  visit: {
    any(rule, { conditions, text, report }) {
      if (rule.kind === 'correlation' || !rule.detection) return;
      // A condition that is missing or cannot be read may use anything.
      if (conditions.length === 0 || conditions.some(({ tree }) => tree === null)) return;
      const used = usedDetections(rule.detection, conditions);
      for (const { name, nameSpan } of rule.detection.detections.values()) {
        if (used.has(name)) continue;
        report({ span: nameSpan, tag: 'unnecessary', message: messageFor(name), fixes: removal(rule, name, text) });
      }
    },
  },
});
