import type { Severity } from '../../../base/problem.ts';
import { selectDetections } from '../../../sigma/condition/select-detections.ts';
import type { ConditionNode, SigmaDetections } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule } from '../../define-rule.ts';

interface Demand {
  readonly name: string;
  readonly node: ConditionNode;
  /** Whether the filter matches by itself what the rule then reports, among selections that do. */
  readonly triggers: boolean;
}

/** Names of filters that the condition demands instead of ruling them out, with the place. */
function* demandedFilters(node: ConditionNode, detections: SigmaDetections, negated = false): Generator<Demand> {
  if (node.kind === 'identifier') {
    if (!negated && isFilter(node.name)) yield { name: node.name, node, triggers: false };
  } else if (node.kind === 'selector') {
    if (negated) return;
    const names = selectDetections(node.pattern, detections).map(({ name }) => name);
    const filter = names.find(isFilter);
    const isMixed = names.some((name) => !isFilter(name));
    if (isFilter(node.pattern) && names.length > 0) yield { name: node.pattern, node, triggers: false };
    else if (filter !== undefined && isMixed) yield { name: filter, node, triggers: node.quantifier !== 'all' };
  } else
    for (const argument of node.args) yield* demandedFilters(argument, detections, negated !== (node.kind === 'not'));
}

function isFilter(name: string): boolean {
  return /^(?:filter|fp|exclu(?:de|sion)s?|false_?positives?|whitelist|allowlist)(?:_|\*|\d|$)/i.test(name);
}

function messageFor({ name, node, triggers }: Demand): string {
  if (triggers)
    return `By its name '${name}' rules something out, but here it is one of those of which any triggers the rule. Name the selections ('1 of selection_*') and rule the filter out ('and not ${name}'), or give it another name.`;
  if (node.kind === 'selector' && node.pattern !== name)
    return `By its name '${name}' rules something out, but here it is one of those that the condition demands. Name the selections ('all of selection_*') and rule the filter out ('and not ${name}'), or give it another name.`;
  return `By its name '${name}' rules something out, but the condition demands it. Write 'not' before it, or give it another name.`;
}

export const filterNotNegated = defineRule({
  id: 'filter_not_negated',
  severity: 'information',
  profiles: ['default', 'strict'],
  summary: 'A filter that the condition demands.',
  visit: {
    rule(rule, { conditions, profile, report }) {
      if (!rule.detection) return;
      for (const { tree } of conditions)
        for (const demand of tree ? demandedFilters(tree, rule.detection) : []) {
          // That a filter is demanded may be a matter of names; that it triggers the rule is hardly meant.
          if (profile === 'default' && !demand.triggers) continue;
          const severity: { severity?: Severity } = demand.triggers ? { severity: 'warning' } : {};
          report({ span: demand.node.span, message: messageFor(demand), ...severity });
        }
    },
  },
});
