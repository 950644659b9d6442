import { isSigmaDocument } from '../../sigma/is-sigma-document.ts';
import type { YamlMap, YamlNode } from '../../yaml/nodes.ts';
import { definitionsOf } from './definitions.ts';
import { families, pairOf, textOf, topLevelKeys } from './pipeline-tree.ts';

/**
 * Whether a YAML document is a processing pipeline: nearly all its keys are those of pipelines, and it has items of known types, or it
 * has the keys that only pipelines have together. Other programs use single words of these, too.
 */
export function isPipelineDocument(root: YamlNode | null): boolean {
  if (root?.kind !== 'map' || isSigmaDocument(root)) return false;
  const keys = root.pairs.map(({ key }) => textOf(key) ?? '');
  const known = new Set(keys.filter((key) => (topLevelKeys as readonly string[]).includes(key)));
  const foreign = keys.filter((key) => !known.has(key));
  if (families.some((family) => holdsKnownItems(root, family))) return foreign.length <= known.size;
  if (foreign.length > 0) return false;
  const isAboutItems = families.some((family) => known.has(family));
  if (isAboutItems) return known.size > 1;
  return known.has('priority') && (known.has('vars') || known.has('allowed_backends'));
}

function holdsKnownItems(root: YamlMap, family: (typeof families)[number]): boolean {
  const list = pairOf(root, family)?.value;
  if (list?.kind !== 'seq') return false;
  return list.items.some((item) => definitionsOf(family).has(textOf(pairOf(item, 'type')?.value) ?? ''));
}
