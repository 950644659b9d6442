import type { SigmaDetectionItem, SigmaRule } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule, type LintContext } from '../../define-rule.ts';
import { loadOwnFields } from '../../known-fields.ts';
import { nearestField } from '../../nearest-field.ts';
import { scalarsOf } from '../../scalar-text.ts';
import { casefold, loadTaxonomy, logSourceKey } from '../../sigmahq-tables.ts';
import { itemsOf } from '../../visit-rule.ts';

interface Known {
  readonly fields: ReadonlySet<string>;
  /** Whether events have no others. */
  readonly isComplete: boolean;
}

function knownFields({ logsource }: SigmaRule, { data }: LintContext): Known | undefined {
  if (!logsource) return undefined;
  const key = logSourceKey(logsource);
  const listed = data.table(loadTaxonomy)?.get(key)?.fields;
  const own = data.table(loadOwnFields)?.get(key);
  const fields = new Set([...(listed ?? []), ...(own?.fields ?? [])]);
  const isComplete = (listed?.size ?? 0) > 0 || ['windows|security', 'windows|sysmon'].includes(serviceOf(logsource));
  return fields.size > 0 ? { fields, isComplete } : undefined;
}

function serviceOf({ product, service }: NonNullable<SigmaRule['logsource']>): string {
  return `${product}|${service}`;
}

function check(item: SigmaDetectionItem, rule: SigmaRule, context: LintContext, { fields, isComplete }: Known): void {
  for (const value of item.value) {
    if (value.type !== 'fieldref' || fields.has(value.field)) continue;
    // A field that the rule compares itself is known to its author.
    if (itemsOf(rule).some(({ field }) => field === value.field)) continue;
    const guess = nearestField(value.field, fields);
    const isMisspelled = guess !== undefined && casefold(guess) === casefold(value.field);
    if (!isComplete && !isMisspelled) continue;
    const scalar = scalarsOf(item).find(({ text }) => text === value.field);
    context.report({
      span: scalar?.span ?? value.span ?? item.span,
      message: `Events of this log source have no field '${value.field}' to compare '${item.field}' with, so nothing matches. ${guess === undefined ? 'Name a field of the log source.' : `Did you mean '${guess}'?`}`,
      ...(scalar && guess !== undefined
        ? { fixes: [{ title: `Write '${guess}'`, kind: 'suggestion', edits: [{ span: scalar.span, newText: guess }] }] }
        : {}),
    });
  }
}

export const unknownFieldReference = defineRule({
  id: 'unknown_field_reference',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A comparison with a field that the log source does not have.',
  visit: {
    item(item, context) {
      const { rule } = context;
      if (rule.kind !== 'rule' || !item.modifiers.includes('fieldref')) return;
      const known = knownFields(rule, context);
      if (known) check(item, rule, context, known);
    },
  },
});
