import { defineRule } from '../../define-rule.ts';

export const emptyValueList = defineRule({
  id: 'empty_value_list',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A field with an empty list of values.',
  visit: {
    item(item, { report }) {
      if (item.originalValue.length > 0 || item.node?.kind !== 'seq') return;
      report({
        span: item.keySpan,
        message: 'The list of values is empty, so nothing is compared. Add values, or remove the field.',
      });
    },
  },
});
