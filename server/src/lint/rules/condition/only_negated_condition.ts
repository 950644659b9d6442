import { selectDetections } from '../../../sigma/condition/select-detections.ts';
import type {
  ConditionNode,
  SigmaDetection,
  SigmaDetectionItem,
  SigmaDetections,
} from '../../../sigma/rule/sigma-rule.ts';
import { defineRule } from '../../define-rule.ts';

/** Whether everything that the condition matches has something that it asks for, and does not merely lack something. */
function asks(node: ConditionNode, detections: SigmaDetections, negated = false): boolean {
  switch (node.kind) {
    case 'not':
      return asks(node.args[0], detections, !negated);
    case 'and':
    case 'or': {
      const one = (argument: ConditionNode) => asks(argument, detections, negated);
      return (node.kind === 'and') !== negated ? node.args.some(one) : node.args.every(one);
    }
    case 'identifier': {
      const named = detections.detections.get(node.name);
      return !named || asksFor(named.detection, negated);
    }
    case 'selector': {
      const selected = selectDetections(node.pattern, detections);
      return selected.length === 0 || selected.some(({ detection }) => asksFor(detection, negated));
    }
  }
}

/** Generous: one item that asks for something is enough. */
function asksFor({ items }: SigmaDetection, negated: boolean): boolean {
  return items.some((item) =>
    item.kind === 'detection' ? asksFor(item, negated) : worksBothWays(item) || item.negated === negated,
  );
}

/** Absence, and lists of what is one's own, may be asked for as well as ruled out. */
function worksBothWays({ value, modifiers }: SigmaDetectionItem): boolean {
  return (
    value.length === 0 || modifiers.includes('expand') || value.some(({ type }) => /^(?:null|exists|cidr)$/.test(type))
  );
}

export const onlyNegatedCondition = defineRule({
  id: 'only_negated_condition',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A condition that only rules out.',
  visit: {
    rule(rule, { conditions, report }) {
      if (!rule.detection || rule.detection.broken) return;
      for (const { tree } of conditions)
        if (tree && !asks(tree, rule.detection))
          report({
            span: tree.span,
            message:
              'The condition only rules out: every other event of the log source matches, which is nearly all of them. Add a selection for what the rule looks for, or remove the negation.',
          });
    },
  },
});
