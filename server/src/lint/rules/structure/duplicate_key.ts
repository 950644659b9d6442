import type { YamlMap, YamlNode, YamlSeq } from '../../../yaml/nodes.ts';
import { defineRule } from '../../define-rule.ts';

interface RepeatedKey {
  readonly key: YamlNode;
  readonly name: string;
}

/** Collects the keys that an earlier key of their mapping equals; a node that aliases repeat is looked at once. */
function collectRepeated(node: YamlMap | YamlSeq, seen: Set<YamlNode>, found: RepeatedKey[]): void {
  if (seen.has(node)) return;
  seen.add(node);
  if (node.kind === 'seq') {
    for (const item of node.items) if (item.kind !== 'scalar') collectRepeated(item, seen, found);
    return;
  }
  const names = node.entries === node.pairs ? undefined : new Set<string>();
  for (const { key, value } of node.pairs) {
    if (names && key.kind === 'scalar' && key.tag !== mergeTag) {
      const identity = `${key.tag} ${String(key.value)}`;
      if (names.has(identity)) found.push({ key, name: key.text });
      names.add(identity);
    }
    if (value.kind !== 'scalar') collectRepeated(value, seen, found);
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
      const found: RepeatedKey[] = [];
      if (root.kind !== 'scalar') collectRepeated(root, new Set(), found);
      for (const { key, name } of found)
        report({
          span: key.span,
          message: `'${name}' stands twice in this mapping, and only the last one counts. Remove one, or join their values in a list.`,
        });
    },
  },
});
