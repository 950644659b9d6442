import { touches } from '../base/span.ts';
import type { YamlNode, YamlScalar, YamlStream } from '../yaml/nodes.ts';

/** A scalar under the cursor and the keys that lead to it; `isKey` when it is itself the last of them. */
export interface ScalarAt {
  readonly scalar: YamlScalar;
  readonly path: readonly string[];
  readonly isKey: boolean;
}

export function scalarAt(stream: YamlStream, offset: number): ScalarAt | undefined {
  for (const { root } of stream.documents) {
    const found = root && search(root, offset, []);
    if (found) return found;
  }
  return undefined;
}

function search(node: YamlNode, offset: number, path: readonly string[]): ScalarAt | undefined {
  if (!touches(node.span, offset)) return undefined;
  if (node.kind === 'scalar') return { scalar: node, path, isKey: false };
  if (node.kind === 'seq') return first(node.items, (item) => search(item, offset, path));
  return first(node.pairs, ({ key, value }) => {
    const below = [...path, key.kind === 'scalar' ? key.text : ''];
    if (key.kind === 'scalar' && touches(key.span, offset)) return { scalar: key, path: below, isKey: true };
    return search(value, offset, below);
  });
}

function first<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return undefined;
}
