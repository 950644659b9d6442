import { defineRule } from '../../define-rule.ts';

export const shortValue = defineRule({
  id: 'short_value',
  severity: 'information',
  profiles: ['strict'],
  summary: 'A value of one or two characters anywhere in a field.',
  visit: {
    item(item, { report }) {
      if (!item.modifiers.includes('contains') || item.modifiers.includes('all') || item.modifiers.includes('re'))
        return;
      for (const value of item.originalValue) {
        if (value.type !== 'string') continue;
        const literal = value.parts.map((part) => (part.kind === 'plain' ? part.text : '')).join('');
        if (!/^[a-z0-9]{1,2}$/i.test(literal)) continue;
        report({
          span: value.span ?? item.keySpan,
          message: `'${literal}' stands in very many texts by chance. Write more of what is meant, or where in the field it stands.`,
        });
      }
    },
  },
});
