import { defineRule } from '../../define-rule.ts';

export const cvetag = defineRule({
  id: 'cvetag',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A malformed CVE tag.',
  visit: {
    tag({ namespace, name, span }, { report }) {
      if (namespace !== 'cve' || /^\p{Nd}+-\p{Nd}+\n?$/u.test(name)) return;
      report({
        span,
        message: `'${name}' is no CVE number. Write the tag as cve.2021-44228, without a second 'cve' and with a dash.`,
      });
    },
  },
});
