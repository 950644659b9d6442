import { selectDetections } from '../../../sigma/condition/select-detections.ts';
import type { ConditionNode, SigmaDetections } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule } from '../../define-rule.ts';

/** Names of filters that the condition demands instead of ruling them out, with the place. */
function* demandedFilters(
  node: ConditionNode,
  detections: SigmaDetections,
  negated = false,
): Generator<{ readonly name: string; readonly node: ConditionNode }> {
  if (node.kind === 'identifier') {
    if (!negated && isFilter(node.name)) yield { name: node.name, node };
  } else if (node.kind === 'selector') {
    if (negated || !isFilter(node.pattern)) return;
    const [first] = selectDetections(node.pattern, detections);
    if (first) yield { name: node.pattern, node };
  } else
    for (const argument of node.args) yield* demandedFilters(argument, detections, negated !== (node.kind === 'not'));
}

function isFilter(name: string): boolean {
  return /^(?:filter|fp|exclu(?:de|sion)s?|false_?positives?|whitelist|allowlist)(?:_|\*|\d|$)/i.test(name);
}

export const filterNotNegated = defineRule({
  id: 'filter_not_negated',
  severity: 'information',
  profiles: ['strict'],
  summary: 'A filter that the condition demands.',
  visit: {
    rule(rule, { conditions, report }) {
      if (!rule.detection) return;
      for (const { tree } of conditions)
        for (const { name, node } of tree ? demandedFilters(tree, rule.detection) : [])
          report({
            span: node.span,
            message: `By its name '${name}' rules something out, but the condition demands it. Write 'not' before it, or give it another name.`,
          });
    },
  },
});
