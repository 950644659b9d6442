/** Small questions that consumers ask of nodes. */
import type { YamlMap, YamlNode, YamlPair, YamlScalar, YamlSeq } from './nodes.ts';

/** The entry with this string as its key, as Python's `mapping.get(key)` finds it. */
export function entryOf(map: YamlMap, key: string): YamlPair | undefined {
  for (const entry of map.entries) {
    if (entry.key.kind === 'scalar' && entry.key.value === key) return entry;
  }
  return undefined;
}

export function asMap(node: YamlNode | null | undefined): YamlMap | undefined {
  return node?.kind === 'map' ? node : undefined;
}

export function asSeq(node: YamlNode | null | undefined): YamlSeq | undefined {
  return node?.kind === 'seq' ? node : undefined;
}

export function asScalar(node: YamlNode | null | undefined): YamlScalar | undefined {
  return node?.kind === 'scalar' ? node : undefined;
}

/** The value of a scalar that is a string. */
export function asString(node: YamlNode | null | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}
