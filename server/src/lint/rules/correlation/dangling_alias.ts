import { defineRule } from '../../define-rule.ts';

export const danglingAlias = defineRule({
  id: 'dangling_alias',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'An alias that nothing uses, or for a rule that the correlation does not name.',
  visit: {
    correlation(rule, { report }) {
      const used = new Set([...(rule.groupBy ?? []), ...(rule.condition?.fields ?? [])].map(({ value }) => value));
      const rules = new Set(rule.rules.map(({ reference }) => reference));
      for (const { alias, span, mapping } of rule.aliases) {
        if (!used.has(alias))
          report({
            span,
            tag: 'unnecessary',
            message: `Neither 'group-by' nor the condition uses the alias '${alias}', so it has no effect. Use it there, or remove it.`,
          });
        for (const one of mapping)
          if (rules.size > 0 && !rules.has(one.rule.reference))
            report({
              span: one.rule.span,
              message: `The correlation does not name '${one.rule.reference}' under 'rules', so this field is never looked at. Add the rule there, or correct the name.`,
            });
      }
    },
  },
});
