import { entryOf } from '../yaml/node-access.ts';
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';

/**
 * Whether a YAML document looks like Sigma: its top mapping has `detection` or `correlation`, a `filter` that is a mapping with `rules`
 * or `condition`, `filter` beside `logsource`, `filter` beside `title` and nothing that Sigma does not know, or `title` and `logsource`.
 */
export function isSigmaDocument(root: YamlNode | null): boolean {
  if (root?.kind !== 'map') return false;
  if (has(root, 'detection') || has(root, 'correlation')) return true;
  if (has(root, 'title') && has(root, 'logsource')) return true;
  const filter = entryOf(root, 'filter')?.value;
  if (filter === undefined) return false;
  if (has(root, 'logsource')) return true;
  if (filter.kind === 'map' && (has(filter, 'rules') || has(filter, 'condition'))) return true;
  const isOpen = filter.kind === 'map' || (filter.kind === 'scalar' && filter.value === null);
  return isOpen && has(root, 'title') && isAllOfFilters(root);
}

/** What a filter may say of itself. Other programs have a `title` and a `filter`, too, but not these alone. */
const filterKeys = new Set([
  ...[
    'title',
    'id',
    'name',
    'taxonomy',
    'status',
    'description',
    'license',
    'references',
    'author',
    'date',
    'modified',
  ],
  ...['tags', 'fields', 'falsepositives', 'level', 'scope', 'filter'],
]);

function isAllOfFilters({ pairs }: YamlMap): boolean {
  return pairs.every(({ key }) => key?.kind === 'scalar' && filterKeys.has(key.text));
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
