import { defineSigmahqRule } from '../../sigmahq-rule.ts';
import { loadTaxonomy, logSourceKey } from '../../sigmahq-tables.ts';

export const sigmahqRedundantField = defineSigmahqRule({
  id: 'sigmahq_redundant_field',
  severity: 'high',
  summary: 'A field whose value the log source implies.',
  visit: {
    item({ field, fieldSpan }, { rule, data, report }) {
      if (field === null || rule.kind !== 'rule' || !rule.logsource) return;
      if (!data.table(loadTaxonomy)?.get(logSourceKey(rule.logsource))?.redundant.has(field)) return;
      report({
        span: fieldSpan,
        tag: 'unnecessary',
        message: `The log source implies '${field}'. Remove it, so that the rule also works with other sources of these events.`,
      });
    },
  },
});
