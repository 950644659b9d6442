import { keySpan } from '../../places.ts';
import { pairOf } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqCorrelationRulesMinimum = defineSigmahqRule({
  id: 'sigmahq_correlation_rules_minimum',
  severity: 'high',
  defaultSeverity: 'warning',
  summary: 'A temporal correlation of fewer than two rules.',
  visit: {
    correlation(rule, { report }) {
      if (rule.type?.value !== 'temporal' && rule.type?.value !== 'temporal_ordered') return;
      const map = pairOf(rule, 'correlation')?.value;
      const key = map?.kind === 'map' ? keySpan(map, 'rules') : undefined;
      // Without `rules` the condition names them.
      if (!key || rule.rules.length >= 2) return;
      report({
        span: key,
        message: `A correlation of the type '${rule.type.value}' needs two rules or more; name what else must happen.`,
      });
    },
  },
});
