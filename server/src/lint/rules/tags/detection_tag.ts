import type { Span } from '../../../base/span.ts';
import { defineRule, type Fix } from '../../define-rule.ts';
import { nearest } from '../../nearest.ts';

function fixesFor(name: string, span: Span): readonly Fix[] {
  const guess = nearest(name.toLowerCase().replaceAll('_', '-'), ['dfir', 'emerging-threats', 'threat-hunting']);
  const newText = `detection.${guess}`;
  return guess ? [{ title: `Use '${newText}'`, kind: 'suggestion', edits: [{ span, newText }] }] : [];
}

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
        fixes: fixesFor(name, span),
      });
    },
  },
});
