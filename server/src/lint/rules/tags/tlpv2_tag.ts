import type { Span } from '../../../base/span.ts';
import { defineRule, type Fix } from '../../define-rule.ts';

const labels = new Set(['clear', 'green', 'amber', 'amber-strict', 'red']);

function clear(span: Span): Fix {
  return { title: "Write 'tlp.clear'", kind: 'suggestion', edits: [{ span, newText: 'tlp.clear' }] };
}

export const tlpv2Tag = defineRule({
  id: 'tlpv2_tag',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A tag that is no label of version 2 of the Traffic Light Protocol.',
  visit: {
    tag({ namespace, name, span }, { profile, report }) {
      if (namespace !== 'tlp' || labels.has(name)) return;
      // `tlptag` reports there what no version knows.
      if (profile === 'default' && name !== 'white') return;
      const advice =
        name === 'white'
          ? "It is called 'clear' there: write 'tlp.clear'."
          : 'Use clear, green, amber, amber-strict or red.';
      report({
        span,
        message: `'${name}' is no label of the Traffic Light Protocol, version 2. ${advice}`,
        ...(name === 'white' ? { fixes: [clear(span)] } : {}),
      });
    },
  },
});
