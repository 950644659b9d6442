import { defineRule } from '../../define-rule.ts';

export const cartag = defineRule({
  id: 'cartag',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A malformed tag of the Cyber Analytics Repository.',
  visit: {
    tag({ namespace, name, span }, { report }) {
      if (namespace !== 'car' || /^\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{3}\n?$/u.test(name)) return;
      report({
        span,
        message: `'${name}' is no entry of MITRE's Cyber Analytics Repository. Its ids look like 2013-05-005.`,
      });
    },
  },
});
