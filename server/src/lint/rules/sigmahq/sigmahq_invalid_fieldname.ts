import type { Span } from '../../../base/span.ts';
import type { Fix } from '../../define-rule.ts';
import { nearest } from '../../nearest.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';
import { casefold, loadTaxonomy, logSourceKey } from '../../sigmahq-tables.ts';

function rename(span: Span, field: string): Fix {
  return { title: `Write '${field}'`, kind: 'suggestion', edits: [{ span, newText: field }] };
}

export const sigmahqInvalidFieldname = defineSigmahqRule({
  id: 'sigmahq_invalid_fieldname',
  severity: 'high',
  summary: 'A field that the log source does not have.',
  visit: {
    item({ field, fieldSpan }, { rule, data, report }) {
      if (field === null || rule.kind !== 'rule' || !rule.logsource) return;
      const known = data.table(loadTaxonomy)?.get(logSourceKey(rule.logsource));
      if (!known || known.fields.size === 0 || known.fields.has(field)) return;
      const guess = known.spellings.get(casefold(field)) ?? nearest(field, [...known.fields]);
      report({
        span: fieldSpan,
        message: `SigmaHQ's taxonomy has no field '${field}' for this log source, so pipelines will not map it. ${guess === undefined ? 'Use a field of the log source.' : `Did you mean '${guess}'?`}`,
        ...(guess === undefined ? {} : { fixes: [rename(fieldSpan, guess)] }),
      });
    },
  },
});
