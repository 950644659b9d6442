import { defineRule } from '../../define-rule.ts';

const labels = new Set(['white', 'clear', 'green', 'amber', 'amber-strict', 'red']);

export const tlptag = defineRule({
  id: 'tlptag',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A tag that is no Traffic Light Protocol label.',
  visit: {
    tag({ namespace, name, span }, { report }) {
      if (namespace !== 'tlp' || labels.has(name)) return;
      report({
        span,
        message: `'${name}' is no label of the Traffic Light Protocol. Use clear, green, amber, amber-strict or red.`,
      });
    },
  },
});
