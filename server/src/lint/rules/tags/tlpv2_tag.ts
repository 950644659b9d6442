import { defineRule } from '../../define-rule.ts';

const labels = new Set(['clear', 'green', 'amber', 'amber-strict', 'red']);

export const tlpv2Tag = defineRule({
  id: 'tlpv2_tag',
  severity: 'information',
  profiles: ['sigmahq', 'strict', 'pysigma'],
  summary: 'A tag that is no label of version 2 of the Traffic Light Protocol.',
  visit: {
    tag({ namespace, name, span }, { report }) {
      if (namespace !== 'tlp' || labels.has(name)) return;
      report({
        span,
        message: `'${name}' is no label of the Traffic Light Protocol, version 2. Use clear, green, amber, amber-strict or red.`,
      });
    },
  },
});
