import { defineRule } from '../../define-rule.ts';
import { repetitions } from '../../places.ts';

export const duplicateTag = defineRule({
  id: 'duplicate_tag',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A tag that is listed twice.',
  visit: {
    any(rule, { report }) {
      for (const { namespace, name, span } of repetitions(rule.tags, (tag) => `${tag.namespace}.${tag.name}`))
        report({
          span,
          tag: 'unnecessary',
          message: `'${namespace}.${name}' is listed already. Remove one of the two.`,
        });
    },
  },
});
