import type { Span } from '../../../base/span.ts';
import type { YamlNode } from '../../../yaml/nodes.ts';
import { defineRule } from '../../define-rule.ts';

interface Odd {
  readonly span: Span;
  readonly by: number;
}

/** The first block below a key of a block mapping that is not indented by four. */
function firstOdd(node: YamlNode, text: string): Odd | undefined {
  if (node.kind === 'scalar' || node.flow) return undefined;
  if (node.kind === 'seq') {
    for (const item of node.items) {
      const odd = firstOdd(item, text);
      if (odd) return odd;
    }
    return undefined;
  }
  for (const { key, value } of node.entries) {
    if (value.kind === 'scalar' || value.flow) continue;
    const first = value.kind === 'map' ? value.pairs[0]?.key.span : value.items[0]?.span;
    if (first && first.start > key.span.end) {
      const by = indentOf(text, first.start) - columnOf(text, key.span.start);
      if (by !== 4) return { span: first, by };
    }
    const below = firstOdd(value, text);
    if (below) return below;
  }
  return undefined;
}

function columnOf(text: string, offset: number): number {
  return offset - text.lastIndexOf('\n', offset - 1) - 1;
}

function indentOf(text: string, offset: number): number {
  const start = offset - columnOf(text, offset);
  let end = start;
  while (end < offset && text[end] === ' ') end++;
  return end - start;
}

export const inconsistentIndentation = defineRule({
  id: 'inconsistent_indentation',
  severity: 'information',
  profiles: ['strict'],
  summary: 'Indentation other than four blanks.',
  visit: {
    document(root, { text, report }) {
      const child = firstOdd(root, text);
      if (child)
        report({
          span: child.span,
          message: `This is indented by ${child.by} blanks, where Sigma rules use four. Indent it by four blanks.`,
        });
    },
  },
});
