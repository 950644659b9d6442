import { defineRule } from '../../define-rule.ts';
import { valueText } from '../../value-text.ts';

const privateAddress = /^(?:10\.\d+|172\.(?:1[6-9]|2\d|3[01])|192\.168)\.\d+\.\d+$/;
const userFolder = /\\Users\\(?!Public\b|Default\b|All Users\b|[^\\]*[*?%])[^\\]+\\./i;

export const environmentSpecificValue = defineRule({
  id: 'environment_specific_value',
  severity: 'information',
  profiles: ['strict'],
  summary: 'A value that only one environment has.',
  visit: {
    string(value, item, { report }) {
      const text = valueText(value);
      const found = privateAddress.test(text)
        ? 'a private address'
        : userFolder.test(text)
          ? "a user's folder"
          : undefined;
      if (found === undefined) return;
      report({
        span: value.span ?? item.span,
        message: `This value names ${found}, so the rule works in one environment only. Use a placeholder, a network (|cidr) or a part of the value that is the same everywhere.`,
      });
    },
  },
});
