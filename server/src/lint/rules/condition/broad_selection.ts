import type { ConditionNode } from '../../../sigma/rule/sigma-rule.ts';
import type { SigmaString } from '../../../sigma/types/sigma-type.ts';
import { defineRule } from '../../define-rule.ts';
import { nodesOf } from '../../places.ts';

function hasNot(tree: ConditionNode): boolean {
  return [...nodesOf(tree)].some(({ kind }) => kind === 'not');
}

/** What the value asks of the field, in words. */
function asked({ parts }: SigmaString, field: string): string {
  const literals = parts.flatMap((part) => (part.kind === 'plain' ? [`'${part.text}'`] : []));
  const [first = '', ...more] = literals;
  if (first === '') return parts.some(isStar) ? `Any '${field}'` : `Any '${field}' of ${parts.length} characters`;
  const isOnlyStars = parts.every((part) => part.kind === 'plain' || isStar(part));
  const text = literals.join(', then ');
  if (!isOnlyStars) return `A '${field}' like ${text} with any other characters between or around it`;
  const [open, close] = [parts[0], parts.at(-1)].map((part) => part?.kind === 'wildcard');
  if (open && close) return `${text} somewhere in '${field}'`;
  if (open) return `${text} at the end of '${field}'`;
  if (close) return `${text} at the beginning of '${field}'`;
  return `A '${field}' that begins with ${first} and ends with ${more.at(-1) ?? first}`;
}

function isStar(part: SigmaString['parts'][number] | undefined): boolean {
  return part?.kind === 'wildcard' && part.wildcard === '*';
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
        message: `${asked(value, item.field)} is all that the rule asks for; that matches much. Add a field, or a filter for what is known to be harmless.`,
      });
    },
  },
});
