import { isInOpenObject, knownFields } from '../../known-fields.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';
import { casefold } from '../../sigmahq-tables.ts';

export const sigmahqFieldnameCast = defineSigmahqRule({
  id: 'sigmahq_fieldname_cast',
  severity: 'high',
  defaultSeverity: 'warning',
  summary: 'A field name in another case than that of the log source.',
  visit: {
    item({ field, fieldSpan }, context) {
      const { rule, report } = context;
      if (field === null || rule.kind !== 'rule' || !rule.logsource) return;
      const known = knownFields(rule.logsource, context);
      if (!known || known.fields.has(field)) return;
      const spelling = known.spellings.get(casefold(field));
      if (spelling === undefined || isInOpenObject(field, known)) return;
      if (known.initialsVary && spelling.slice(1) === field.slice(1)) return;
      report({
        span: fieldSpan,
        ...(known.isSigmahq ? {} : { severity: 'warning' }),
        message: `The field is spelled '${spelling}'. Systems that mind case find nothing under '${field}'.`,
        fixes: [{ title: `Write '${spelling}'`, kind: 'suggestion', edits: [{ span: fieldSpan, newText: spelling }] }],
      });
    },
  },
});
