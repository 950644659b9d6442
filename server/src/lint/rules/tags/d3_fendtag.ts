import { loadD3fendTables } from '../../attack-tables.ts';
import { isExact } from '../../config.ts';
import { defineRule } from '../../define-rule.ts';
import { nearest } from '../../nearest.ts';

export const d3Fendtag = defineRule({
  id: 'd3_fendtag',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A tag that names no tactic or technique of MITRE D3FEND.',
  visit: {
    tag({ namespace, name, span }, { data, profile, report }) {
      if (namespace !== 'd3fend') return;
      // The table has neither artifacts nor the upper techniques, so a name that is built well gets the benefit of the doubt.
      if (!isExact(profile) && /^(?:d3-[a-z]+|d3f-\w+)$/.test(name)) return;
      const tables = data.table(loadD3fendTables);
      if (!tables || tables.tactics.has(name) || tables.techniques.has(name)) return;
      const guess = nearest(name.toLowerCase(), [...tables.techniques.keys(), ...tables.tactics]);
      report({
        span,
        message: `D3FEND has no '${name}'. ${guess ? `Did you mean '${guess}'?` : 'Techniques look like d3-pa; look them up at d3fend.mitre.org.'}`,
      });
    },
  },
});
