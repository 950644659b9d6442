import { keyOf } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';
import { loadTaxonomy, logSourceKey } from '../../sigmahq-tables.ts';

export const sigmahqLogsourceUnknown = defineSigmahqRule({
  id: 'sigmahq_logsource_unknown',
  severity: 'high',
  summary: 'A log source that SigmaHQ does not know.',
  visit: {
    rule(rule, { data, report }) {
      const taxonomy = data.table(loadTaxonomy);
      if (!taxonomy || !rule.logsource || taxonomy.has(logSourceKey(rule.logsource))) return;
      const { product, category, service } = rule.logsource;
      const parts = Object.entries({ product, category, service }).flatMap(([key, part]) =>
        part === undefined ? [] : [`${key} '${part}'`],
      );
      report({
        span: keyOf(rule, 'logsource') ?? rule.logsource.span,
        message: `SigmaHQ's taxonomy has no log source with ${parts.join(', ')} alone. Pipelines may not know where to look; use a log source of the taxonomy.`,
      });
    },
  },
});
