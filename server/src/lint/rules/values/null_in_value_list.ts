import { defineRule } from '../../define-rule.ts';

export const nullInValueList = defineRule({
  id: 'null_in_value_list',
  severity: 'information',
  profiles: ['strict'],
  summary: 'A null among other values.',
  visit: {
    item(item, { report }) {
      // Keywords cannot be null at all, and where modifiers refuse the values it is an error already.
      if (item.originalValue.length < 2 || item.modifiers.includes('re')) return;
      if (item.field === null || item.value.length === 0) return;
      for (const value of item.originalValue)
        if (value.type === 'null')
          report({
            span: value.span ?? item.keySpan,
            message:
              "'null' among other values means that the field may also be absent. Some systems cannot express it; use a selection of its own, or remove it.",
          });
    },
  },
});
