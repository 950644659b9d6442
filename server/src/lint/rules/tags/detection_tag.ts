import { defineRule } from '../../define-rule.ts';

export const detectionTag = defineRule({
  id: 'detection_tag',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A tag of the detection namespace that Sigma does not have.',
  visit: {
    tag({ namespace, name, span }, { report }) {
      if (namespace !== 'detection' || /^(?:dfir|emerging-threats|threat-hunting)/.test(name)) return;
      report({
        span,
        message: `Sigma has no 'detection.${name}'. Use detection.dfir, detection.emerging-threats or detection.threat-hunting.`,
      });
    },
  },
});
