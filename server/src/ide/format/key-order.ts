/**
 * The order in which SigmaHQ writes the keys of rules, correlations and filters: the specification's, with `tags` before the log source.
 * Keys of one's own stand at the end, in the order in which they were written.
 */
import { dictKey, hasDuplicates } from '../../yaml/mapping-entries.ts';
import type { YamlMap, YamlPair, YamlScalar } from '../../yaml/nodes.ts';
import { Tag } from '../../yaml/resolve.ts';

/** Keys at the top of a document. */
export const documentKeys: readonly string[] = [
  ...['action', 'title', 'id', 'name', 'related', 'taxonomy', 'status', 'description', 'license', 'references'],
  ...['author', 'date', 'modified', 'tags', 'logsource', 'detection', 'correlation', 'filter'],
  ...['fields', 'falsepositives', 'level', 'scope', 'generate'],
];

const correlationKeys = ['type', 'rules', 'group-by', 'timespan', 'aliases', 'condition', 'generate'];

/** Below these keys: what comes first, and what comes last; everything else stays between as it was written. */
const sections: Readonly<Record<string, { readonly first: readonly string[]; readonly last: readonly string[] }>> = {
  detection: { first: [], last: ['timeframe', 'condition'] },
  filter: { first: ['rules'], last: ['condition'] },
  correlation: { first: correlationKeys, last: [] },
};

/**
 * The pairs of a mapping in their order; `path` are the keys that lead to it. As written where the order means something (repeated
 * and merged keys), and everywhere but at the top and in the sections of a rule.
 */
export function orderedPairs(map: YamlMap, path: readonly string[]): readonly YamlPair[] {
  if (path.length > 1) return map.pairs;
  const section = path[0] === undefined ? { first: documentKeys, last: [] } : sections[path[0]];
  if (!section || !isPlainMapping(map)) return map.pairs;
  const rank = (pair: YamlPair) => {
    const key = dictKey(pair.key as YamlScalar);
    const first = section.first.indexOf(key);
    return first >= 0 ? first - section.first.length : section.last.indexOf(key) + 1;
  };
  return map.pairs
    .map((pair, index) => ({ pair, rank: rank(pair), index }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ pair }) => pair);
}

function isPlainMapping({ pairs }: YamlMap): boolean {
  return pairs.every(({ key }) => key.kind === 'scalar' && key.tag !== Tag.merge) && !hasDuplicates(pairs);
}
