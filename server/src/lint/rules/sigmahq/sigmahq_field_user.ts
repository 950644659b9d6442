import { defineSigmahqRule } from '../../sigmahq-rule.ts';
import { valueText } from '../../value-text.ts';

export const sigmahqFieldUser = defineSigmahqRule({
  id: 'sigmahq_field_user',
  severity: 'high',
  defaultSeverity: 'information',
  summary: 'A user name that depends on the language of Windows.',
  visit: {
    item(item, { report }) {
      const { field, value, fieldSpan } = item;
      const [user] = value;
      if (!field?.toLowerCase().includes('user') || !user || value.length !== 1) return;
      const name = valueText(user);
      if (!name.includes('AUTORI') && !name.includes('AUTHORI')) return;
      report({
        span: user.span ?? fieldSpan,
        message:
          "The name of this account differs by the language of Windows. Use '|contains' with both 'AUTHORI' and 'AUTORI'.",
      });
    },
  },
});
