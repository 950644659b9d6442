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

/** `custom_attributes` reports these. */
const leftToOthers = new Set(['realted', 'relatde', 'relted', 'rlated', 'reference']);

export const unknownKey = defineRule({
  id: 'unknown_key',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A key of a rule that looks like a misspelled one.',
  visit: {
    any(rule, { report }) {
      for (const [key, value] of rule.customAttributes) {
        if (known.includes(key) || leftToOthers.has(key)) continue;
        const meant = nearest(key.toLowerCase(), known);
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
