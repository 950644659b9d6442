import type { Span } from '../../../base/span.ts';
import type { Fix } from '../../define-rule.ts';
import { editDistance } from '../../nearest.ts';
import { nearestField } from '../../nearest-field.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';
import { casefold, loadTaxonomy, logSourceKey } from '../../sigmahq-tables.ts';

/** One or two letters wrong, and not only their case, which `sigmahq_fieldname_cast` reports. */
function isMisspelled(field: string, guess: string | undefined): boolean {
  if (guess === undefined || field.length < 5 || casefold(guess) === casefold(field)) return false;
  return editDistance(casefold(field), casefold(guess)) <= (field.length < 10 ? 1 : 2);
}

function rename(span: Span, field: string): Fix {
  return { title: `Write '${field}'`, kind: 'suggestion', edits: [{ span, newText: field }] };
}

export const sigmahqInvalidFieldname = defineSigmahqRule({
  id: 'sigmahq_invalid_fieldname',
  severity: 'high',
  defaultSeverity: 'warning',
  summary: 'A field that the log source does not have.',
  visit: {
    item({ field, fieldSpan }, { rule, data, profile, report }) {
      if (field === null || rule.kind !== 'rule' || !rule.logsource) return;
      const known = data.table(loadTaxonomy)?.get(logSourceKey(rule.logsource));
      if (!known || known.fields.size === 0 || known.fields.has(field)) return;
      const guess = known.spellings.get(casefold(field)) ?? nearestField(field, known.fields);
      // Elsewhere there may be fields that SigmaHQ does not have; a misspelled one is still worth a word.
      if (profile === 'default' && !isMisspelled(field, guess)) return;
      report({
        span: fieldSpan,
        message: `SigmaHQ's taxonomy has no field '${field}' for this log source, so pipelines will not map it. ${guess === undefined ? 'Use a field of the log source.' : `Did you mean '${guess}'?`}`,
        ...(guess === undefined ? {} : { fixes: [rename(fieldSpan, guess)] }),
      });
    },
  },
});
