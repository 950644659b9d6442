import { defineRule } from '../../define-rule.ts';
import { nearest } from '../../nearest.ts';
import { keySpan } from '../../places.ts';

/** Keys of rules, correlations and filters, and of SigmaHQ's rules. Short ones are near too much else. */
const keys = [
  'title',
  'name',
  'taxonomy',
  'related',
  'status',
  'description',
  'license',
  'references',
  'author',
  'modified',
  'logsource',
  'detection',
  'fields',
  'falsepositives',
  'level',
  'tags',
  'scope',
  'correlation',
  'filter',
];

/** Of no misspelling, though near one. */
const known = new Set(['regression_tests_path', 'simulation', 'date', 'action', 'leveled', 'file', 'reference']);
const reportedElsewhere = new Set(['realted', 'relatde', 'relted', 'rlated', 'reference']);

export const misspelledAttribute = defineRule({
  id: 'misspelled_attribute',
  severity: 'warning',
  profiles: ['default', 'strict'],
  summary: 'A key that is nearly one of Sigma, and therefore never read.',
  visit: {
    any(rule, { report }) {
      for (const [key, value] of rule.customAttributes) {
        if (known.has(key) || reportedElsewhere.has(key)) continue;
        const meant = nearest(key.toLowerCase(), keys);
        if (meant === undefined || keys.includes(key)) continue;
        const span = keySpan(rule.node, key) ?? value.span;
        const free = rule.node.entries.every((entry) => entry.key.kind !== 'scalar' || entry.key.text !== meant);
        report({
          span,
          message: `'${key}' is not a key of Sigma, so it is ignored. Did you mean '${meant}'?`,
          fixes: free ? [{ title: `Rename to '${meant}'`, kind: 'suggestion', edits: [{ span, newText: meant }] }] : [],
        });
      }
    },
  },
});
