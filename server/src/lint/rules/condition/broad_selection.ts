import type { ConditionNode } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule } from '../../define-rule.ts';
import { nodesOf } from '../../places.ts';

function hasNot(tree: ConditionNode): boolean {
  return [...nodesOf(tree)].some(({ kind }) => kind === 'not');
}

export const broadSelection = defineRule({
  id: 'broad_selection',
  severity: 'information',
  profiles: ['strict'],
  summary: 'A single, broad selection without filter.',
  visit: {
    rule(rule, { conditions, report }) {
      const [named, ...others] = rule.detection?.detections.values() ?? [];
      if (!named || others.length > 0 || conditions.some(({ tree }) => tree === null || hasNot(tree))) return;
      const [item, ...more] = named.detection.items;
      if (!item || more.length > 0 || item.kind === 'detection' || item.field === null) return;
      const [value, ...rest] = item.value;
      if (value?.type !== 'string' || rest.length > 0) return;
      const isOpen = value.parts.some(({ kind }) => kind === 'wildcard');
      const literal = value.parts.map((part) => (part.kind === 'plain' ? part.text : '')).join('');
      if (!isOpen || literal.length > 6) return;
      report({
        span: named.nameSpan,
        message: `One field with '${literal}' somewhere is all that the rule asks for; that matches much. Add a field, or a filter for what is known to be harmless.`,
      });
    },
  },
});
