/**
 * The tree of a pipeline as JSON, which is read in a fraction of the time: lists as they are, mappings as `{"": [key, value, …]}`, and
 * texts, numbers, true, false and null for themselves. It has no places: built-in pipelines have no errors.
 */
import type { ScalarValue, YamlMap, YamlNode, YamlScalar } from '../../yaml/nodes.ts';

export type PackedTree =
  | null
  | boolean
  | number
  | string
  | readonly PackedTree[]
  | { readonly '': readonly PackedTree[] };

const nowhere = { start: 0, end: 0 };

/** `undefined` when there is something in it that has no place in JSON: dates, large numbers. */
export function packTree(node: YamlNode): PackedTree | undefined {
  if (node.kind === 'scalar') return packScalar(node.value);
  if (node.kind === 'seq') return packAll(node.items);
  const entries = packAll(node.entries.flatMap(({ key, value }) => [key, value]));
  return entries && { '': entries };
}

function packAll(nodes: readonly YamlNode[]): readonly PackedTree[] | undefined {
  const packed = nodes.map(packTree);
  return packed.every((each) => each !== undefined) ? packed : undefined;
}

function packScalar(value: ScalarValue): PackedTree | undefined {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  const number = typeof value === 'bigint' ? Number(value) : undefined;
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
}

export function unpackTree(tree: PackedTree): YamlNode {
  if (tree === null || typeof tree !== 'object') return unpackScalar(tree);
  if (!('' in tree))
    return { kind: 'seq', span: nowhere, tag: 'tag:yaml.org,2002:seq', flow: false, items: tree.map(unpackTree) };
  const nodes = tree[''].map(unpackTree);
  const entries: YamlMap['entries'][number][] = [];
  for (let i = 0; i + 1 < nodes.length; i += 2)
    entries.push({ key: nodes[i] as YamlNode, value: nodes[i + 1] as YamlNode, span: nowhere });
  return { kind: 'map', span: nowhere, tag: 'tag:yaml.org,2002:map', flow: false, pairs: entries, entries };
}

const tags = { string: 'str', number: 'int', boolean: 'bool', object: 'null' } as const;

function unpackScalar(value: null | boolean | number | string): YamlScalar {
  return {
    kind: 'scalar',
    span: nowhere,
    style: typeof value === 'string' ? 'double' : 'plain',
    text: value === null ? 'null' : String(value),
    value: typeof value === 'number' ? BigInt(value) : value,
    tag: `tag:yaml.org,2002:${tags[typeof value as keyof typeof tags]}`,
  };
}
