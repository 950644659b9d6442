import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqSpaceFieldName = defineSigmahqRule({
  id: 'sigmahq_space_field_name',
  severity: 'high',
  summary: 'A space in a field name.',
  visit: {
    item({ field, fieldSpan }, { report }) {
      if (!field?.includes(' ')) return;
      report({
        span: fieldSpan,
        message: `'${field}' has a space, which field names of Sigma do not have. Write '_' instead.`,
        fixes: [
          {
            title: "Write '_'",
            kind: 'suggestion',
            edits: [{ span: fieldSpan, newText: field.replaceAll(' ', '_') }],
          },
        ],
      });
    },
  },
});
