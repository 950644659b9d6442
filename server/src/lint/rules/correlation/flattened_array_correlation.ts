import type { Span } from '../../../base/span.ts';
import type { SigmaCorrelationRule } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule } from '../../define-rule.ts';

/** The fields that a correlation counts or groups by, and those behind its aliases. */
function fieldsOf({
  groupBy = [],
  aliases,
  condition,
}: SigmaCorrelationRule): { readonly name: string; readonly span: Span }[] {
  return [
    ...[...groupBy, ...(condition?.fields ?? [])].map(({ value, span }) => ({ name: value, span })),
    ...aliases.flatMap(({ mapping }) => mapping.map(({ field, fieldSpan }) => ({ name: field, span: fieldSpan }))),
  ];
}

export const flattenedArrayCorrelation = defineRule({
  id: 'flattened_array_correlation',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A correlation over the entries of a list.',
  visit: {
    correlation(rule, { report }) {
      for (const { name, span } of fieldsOf(rule)) {
        if (!/\[(?:any|all|\d*)\]/.test(name)) continue;
        report({
          span,
          message: `'${name}' stands for several values of one event, so it is not clear which of them to compare or count. Use a field with one value.`,
        });
      }
    },
  },
});
