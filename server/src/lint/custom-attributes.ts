/** Attributes of tools: at the top of a rule under dotted names, or below `custom_attributes`. */
import type { AnySigmaRule } from '../sigma/rule/sigma-rule.ts';
import type { YamlNode, YamlPair } from '../yaml/nodes.ts';
import { pairOf } from './scalar-places.ts';

/** The attributes whose names begin with a prefix, by the rest of the name. */
export function attributesOf(rule: AnySigmaRule, prefix: string): ReadonlyMap<string, YamlPair> {
  const found = new Map<string, YamlPair>();
  const own = pairOf(rule, 'custom_attributes')?.value;
  const pairs = [...rule.node.entries, ...(own?.kind === 'map' ? own.entries : [])];
  for (const pair of pairs)
    if (pair.key.kind === 'scalar' && pair.key.text.startsWith(prefix))
      found.set(pair.key.text.slice(prefix.length), pair);
  return found;
}

/** All text in a value. */
export function textIn(node: YamlNode): string {
  if (node.kind === 'scalar') return node.value === null ? '' : node.text.trim();
  const parts = node.kind === 'seq' ? node.items : node.entries.map(({ value }) => value);
  return parts.map(textIn).filter(Boolean).join(' ');
}
