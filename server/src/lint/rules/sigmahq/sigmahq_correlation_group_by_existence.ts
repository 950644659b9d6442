import { defineSigmahqRule } from '../../sigmahq-rule.ts';

const grouped: ReadonlySet<string> = new Set(['event_count', 'value_count', 'temporal', 'temporal_ordered']);

export const sigmahqCorrelationGroupByExistence = defineSigmahqRule({
  id: 'sigmahq_correlation_group_by_existence',
  aliases: ['missing_group_by'],
  severity: 'high',
  defaultSeverity: 'information',
  summary: 'A correlation without group-by.',
  visit: {
    correlation(rule, { report }) {
      if (!rule.type || !grouped.has(rule.type.value) || (rule.groupBy?.length ?? 0) > 0) return;
      report({
        span: rule.type.span,
        message:
          "The correlation has no 'group-by', so events of all users and hosts are counted together. Add the fields that must be equal.",
      });
    },
  },
});
