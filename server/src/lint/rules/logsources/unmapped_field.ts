import { defineRule } from '../../define-rule.ts';

export const unmappedField = defineRule({
  id: 'unmapped_field',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A field that a target of the project has no mapping for.',
  visit: {
    rule(rule, { text, unmappedFields, report }) {
      for (const { span, targets, refused } of unmappedFields?.(rule) ?? []) {
        const field = text.slice(span.start, span.end);
        report({
          span,
          ...(refused && { severity: 'warning' }),
          message: refused
            ? `${listed(targets, 'refuses', 'refuse')} the field '${field}', so the rule cannot be converted. Use a field that is mapped, or add a pipeline that maps it.`
            : `${listed(targets, 'has', 'have')} no mapping for '${field}', so it stands in the query as it is and may match nothing. Add it to a pipeline of the target, or use a field that is mapped.`,
        });
      }
    },
  },
});

function listed(targets: readonly string[], one: string, several: string): string {
  const names = targets.map((name) => `'${name}'`);
  return names.length === 1 ? `The target ${names[0]} ${one}` : `The targets ${names.join(', ')} ${several}`;
}
