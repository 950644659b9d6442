import { defineSigmahqRule } from '../../sigmahq-rule.ts';
import { casefold, loadTaxonomy, logSourceKey } from '../../sigmahq-tables.ts';

export const sigmahqFieldnameCast = defineSigmahqRule({
  id: 'sigmahq_fieldname_cast',
  severity: 'high',
  defaultSeverity: 'warning',
  summary: 'A field name in another case than that of the log source.',
  visit: {
    item({ field, fieldSpan }, { rule, data, report }) {
      if (field === null || rule.kind !== 'rule' || !rule.logsource) return;
      const known = data.table(loadTaxonomy)?.get(logSourceKey(rule.logsource));
      const spelling = known && !known.fields.has(field) ? known.spellings.get(casefold(field)) : undefined;
      if (spelling === undefined) return;
      report({
        span: fieldSpan,
        message: `The field is spelled '${spelling}'. Systems that mind case find nothing under '${field}'.`,
        fixes: [{ title: `Write '${spelling}'`, kind: 'suggestion', edits: [{ span: fieldSpan, newText: spelling }] }],
      });
    },
  },
});
