import { defineRule } from '../../define-rule.ts';

export const stptag = defineRule({
  id: 'stptag',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A malformed tag of Summiting the Pyramid.',
  visit: {
    tag({ namespace, name, span }, { report }) {
      if (namespace !== 'stp' || /^[1-5][auk]?\n?$/.test(name)) return;
      report({
        span,
        message: `'${name}' is no score of Summiting the Pyramid. Write a level from 1 to 5, and perhaps a, u or k after it.`,
      });
    },
  },
});
