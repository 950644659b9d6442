/** Reading configurations out of YAML nodes. */
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';

export function entry(map: YamlMap | undefined, key: string): YamlNode | undefined {
  return map?.entries.find((pair) => pair.key.kind === 'scalar' && pair.key.value === key)?.value;
}

export function textOf(node: YamlNode): string {
  return node.kind === 'scalar' ? node.text : '';
}

/** Nothing is written, or `null`. */
export function isEmptyNode(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** Lists, mappings, numbers and texts as JavaScript has them. */
export function plainOf(node: YamlNode): unknown {
  if (node.kind === 'seq') return node.items.map(plainOf);
  if (node.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [textOf(key), plainOf(value)]));
  return typeof node.value === 'bigint' ? Number(node.value) : node.value;
}
