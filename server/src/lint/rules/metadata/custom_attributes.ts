import { defineRule } from '../../define-rule.ts';
import { keySpan } from '../../places.ts';

const misspelled = new Map([
  ['realted', 'related'],
  ['relatde', 'related'],
  ['relted', 'related'],
  ['rlated', 'related'],
  ['reference', 'references'],
]);

export const customAttributes = defineRule({
  id: 'custom_attributes',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A misspelled key for related rules or references.',
  visit: {
    any(rule, { report }) {
      for (const [key, value] of rule.customAttributes) {
        const meant = misspelled.get(key);
        if (meant === undefined) continue;
        const span = keySpan(rule.node, key) ?? value.span;
        report({
          span,
          message: `'${key}' is not a key of Sigma, so it is ignored. Did you mean '${meant}'?`,
          fixes: [{ title: `Rename to '${meant}'`, kind: 'suggestion', edits: [{ span, newText: meant }] }],
        });
        return;
      }
    },
  },
});
