import { entryOf } from '../yaml/node-access.ts';
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';

/**
 * Whether a YAML document looks like Sigma: its top mapping has `detection` or `correlation`, a `filter` that is a mapping with `rules`
 * or `condition`, or `title` and `logsource`.
 */
export function isSigmaDocument(root: YamlNode | null): boolean {
  if (root?.kind !== 'map') return false;
  if (has(root, 'detection') || has(root, 'correlation')) return true;
  if (has(root, 'title') && has(root, 'logsource')) return true;
  const filter = entryOf(root, 'filter')?.value;
  return filter?.kind === 'map' && (has(filter, 'rules') || has(filter, 'condition'));
}

/** Whether a document only steers others (`action: global`, `reset`, `repeat`); beside Sigma documents it is one of them. */
export function isCollectionAction(root: YamlNode | null): boolean {
  if (root?.kind !== 'map') return false;
  const action = entryOf(root, 'action')?.value;
  return action?.kind === 'scalar' && ['global', 'reset', 'repeat'].includes(action.text);
}

function has(map: YamlMap, key: string): boolean {
  return entryOf(map, key) !== undefined;
}
