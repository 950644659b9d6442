import { defineRule } from '../../define-rule.ts';
import { keySpan } from '../../places.ts';

export const nonLowercaseKey = defineRule({
  id: 'non_lowercase_key',
  severity: 'information',
  profiles: ['strict'],
  summary: 'A key with capital letters.',
  visit: {
    any(rule, { report }) {
      for (const { key } of rule.node.pairs) {
        if (key.kind !== 'scalar' || typeof key.value !== 'string' || key.value === key.value.toLowerCase()) continue;
        const lower = key.value.toLowerCase();
        report({
          span: key.span,
          message: `'${key.value}' has capital letters, but the keys of Sigma are in lower case and case counts. Write '${lower}'.`,
          ...(keySpan(rule.node, lower)
            ? {}
            : {
                fixes: [
                  { title: `Rename to '${lower}'`, kind: 'suggestion', edits: [{ span: key.span, newText: lower }] },
                ],
              }),
        });
      }
    },
  },
});
