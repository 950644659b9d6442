import { defineRule } from '../../define-rule.ts';
import { repetitions } from '../../places.ts';
import { removeLines } from '../../scalar-places.ts';

export const duplicateTag = defineRule({
  id: 'duplicate_tag',
  aliases: ['duplicate_tags'],
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A tag that is listed twice.',
  visit: {
    any(rule, { text, report }) {
      for (const { namespace, name, span } of repetitions(rule.tags, (tag) => `${tag.namespace}.${tag.name}`)) {
        const edit = removeLines(text, span);
        report({
          span,
          tag: 'unnecessary',
          message: `'${namespace}.${name}' is listed already. Remove one of the two.`,
          ...(edit ? { fixes: [{ title: 'Remove this one', kind: 'safe', edits: [edit] }] } : {}),
        });
      }
    },
  },
});
