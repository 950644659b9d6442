import { defineRule } from '../../define-rule.ts';

const labels = new Set(['white', 'green', 'amber', 'red']);

export const tlpv1Tag = defineRule({
  id: 'tlpv1_tag',
  severity: 'information',
  profiles: ['pysigma'],
  summary: 'A tag that is no label of version 1 of the Traffic Light Protocol.',
  visit: {
    tag({ namespace, name, span }, { report }) {
      if (namespace !== 'tlp' || labels.has(name)) return;
      report({
        span,
        message: `'${name}' is no label of the Traffic Light Protocol, version 1. It knows white, green, amber and red.`,
      });
    },
  },
});
