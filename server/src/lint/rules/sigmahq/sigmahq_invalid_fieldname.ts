import type { Span } from '../../../base/span.ts';
import type { Fix, LintContext } from '../../define-rule.ts';
import { isInOpenObject, type KnownFields, knownFields } from '../../known-fields.ts';
import { editDistance } from '../../nearest.ts';
import { nearestField, wordsOf } from '../../nearest-field.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';
import { casefold } from '../../sigmahq-tables.ts';

/** One or two letters wrong, and not only their case, which `sigmahq_fieldname_cast` reports. */
function isMisspelled(field: string, guess: string | undefined): boolean {
  if (guess === undefined || field.length < 5 || casefold(guess) === casefold(field)) return false;
  return editDistance(casefold(field), casefold(guess)) <= (field.length < 10 ? 1 : 2);
}

/** Words of a name that tell it from others like it: `id` and `ip`, `arg1` and `arg2`. */
function tellingWords(field: string): string {
  return wordsOf(field)
    .filter((word) => word.length <= 2 || /\d/.test(word))
    .join(' ');
}

/** Our own lists lack fields, so that only what can hardly be another field is told. */
function reportMisspelled(field: string, span: Span, known: KnownFields, report: LintContext['report']): void {
  const guess = nearestField(field, known.fields);
  if (guess === undefined || !isMisspelled(field, guess) || isInOpenObject(field, known)) return;
  if (tellingWords(field) !== tellingWords(guess)) return;
  report({
    span,
    severity: 'information',
    message: `No field '${field}' is known of this log source. Did you mean '${guess}'?`,
    fixes: [rename(span, guess)],
  });
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
    item({ field, fieldSpan }, context) {
      const { rule, profile, report } = context;
      if (field === null || rule.kind !== 'rule' || !rule.logsource) return;
      const known = knownFields(rule.logsource, context);
      if (!known || known.fields.has(field)) return;
      if (!known.isSigmahq) return reportMisspelled(field, fieldSpan, known, report);
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
