import type { Span } from '../../../base/span.ts';
import type { AnySigmaRule } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule } from '../../define-rule.ts';
import { pairOf } from '../../scalar-places.ts';

/** The id of the entry at a place. */
function idIn(rule: AnySigmaRule, at: Span): Span {
  const list = pairOf(rule, 'related')?.value;
  const items = list?.kind === 'seq' ? list.items : [];
  const entry = items.find(({ span }) => span.start === at.start);
  const pairs = entry?.kind === 'map' ? entry.entries : [];
  return pairs.find(({ key }) => key.kind === 'scalar' && key.text === 'id')?.value.span ?? at;
}

export const relatedToItself = defineRule({
  id: 'related_to_itself',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A related rule that is the rule itself.',
  visit: {
    any(rule, { report }) {
      if (rule.id === undefined) return;
      for (const { id, type, span } of rule.related)
        if (id === rule.id.value)
          report({
            span: idIn(rule, span),
            message: `This is the rule's own id, and no rule is ${words[type]} itself. Write the id of the other rule, or remove the entry.`,
          });
    },
  },
});

const words = {
  correlation: 'correlated with',
  derived: 'derived from',
  merged: 'merged from',
  obsolete: 'made obsolete by',
  renamed: 'renamed from',
  similar: 'similar to',
} as const;
