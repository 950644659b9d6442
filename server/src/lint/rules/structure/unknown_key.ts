import { defineRule } from '../../define-rule.ts';
import { nearest } from '../../nearest.ts';
import { keySpan } from '../../places.ts';

const known: readonly string[] = [
  'title',
  'id',
  'name',
  'taxonomy',
  'related',
  'status',
  'description',
  'license',
  'author',
  'references',
  'date',
  'modified',
  'logsource',
  'detection',
  'correlation',
  'filter',
  'fields',
  'falsepositives',
  'level',
  'tags',
  'scope',
  'action',
];

/** What other formats call the keys of Sigma, without separators. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['rulename', 'title'],
  ['ruletitle', 'title'],
  ['ruleid', 'id'],
  ['summary', 'description'],
  ['desc', 'description'],
  ['severity', 'level'],
  ['risklevel', 'level'],
  ['ref', 'references'],
  ['refs', 'references'],
  ['links', 'references'],
  ['created', 'date'],
  ['creationdate', 'date'],
  ['createddate', 'date'],
  ['updated', 'modified'],
  ['lastmodified', 'modified'],
  ['modificationdate', 'modified'],
  ['modifieddate', 'modified'],
  ['fps', 'falsepositives'],
  ['knownfalsepositives', 'falsepositives'],
  ['logsources', 'logsource'],
  ['datasource', 'logsource'],
  ['detect', 'detection'],
  ['mitreattack', 'tags'],
  ['relatedrules', 'related'],
]);

/** The key of Sigma that one most likely stands for. */
function meantBy(key: string): string | undefined {
  const bare = key.toLowerCase().replaceAll(/[_\-. ]/g, '');
  return synonyms.get(bare) ?? nearest(key.toLowerCase(), known) ?? (known.includes(bare) ? bare : undefined);
}

/** `custom_attributes` reports these. */
const leftToOthers = new Set(['realted', 'relatde', 'relted', 'rlated', 'reference']);

export const unknownKey = defineRule({
  id: 'unknown_key',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A key that Sigma does not have, in place of one that it has.',
  visit: {
    any(rule, { report }) {
      for (const [key, value] of rule.customAttributes) {
        if (known.includes(key) || leftToOthers.has(key)) continue;
        const meant = meantBy(key);
        if (meant === undefined || keySpan(rule.node, meant)) continue;
        const span = keySpan(rule.node, key) ?? value.span;
        report({
          span,
          message: `Sigma has no key '${key}', so it is ignored. Did you mean '${meant}'?`,
          fixes: [{ title: `Rename to '${meant}'`, kind: 'suggestion', edits: [{ span, newText: meant }] }],
        });
      }
    },
  },
});
