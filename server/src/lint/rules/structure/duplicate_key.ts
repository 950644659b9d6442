import type { YamlNode } from '../../../yaml/nodes.ts';
import { defineRule } from '../../define-rule.ts';

interface RepeatedKey {
  readonly key: YamlNode;
  readonly name: string;
}

/** Keys that an earlier key of their mapping equals; a node that aliases repeat is looked at once. */
function* repeatedKeys(node: YamlNode, seen: Set<YamlNode>): Generator<RepeatedKey> {
  if (node.kind === 'scalar' || seen.has(node)) return;
  seen.add(node);
  if (node.kind === 'seq') {
    for (const item of node.items) yield* repeatedKeys(item, seen);
    return;
  }
  const names = node.entries === node.pairs ? undefined : new Set<string>();
  for (const { key, value } of node.pairs) {
    const identity = key.kind === 'scalar' ? `${key.tag} ${String(key.value)}` : undefined;
    if (names && key.kind === 'scalar' && identity !== undefined && key.tag !== mergeTag) {
      if (names.has(identity)) yield { key, name: key.text };
      names.add(identity);
    }
    yield* repeatedKeys(value, seen);
  }
}

const mergeTag = 'tag:yaml.org,2002:merge';

export const duplicateKey = defineRule({
  id: 'duplicate_key',
  severity: 'error',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A key that stands twice in one mapping.',
  visit: {
    document(root, { report }) {
      for (const { key, name } of repeatedKeys(root, new Set()))
        report({
          span: key.span,
          message: `'${name}' stands twice in this mapping, and only the last one counts. Remove one, or join their values in a list.`,
        });
    },
  },
});
