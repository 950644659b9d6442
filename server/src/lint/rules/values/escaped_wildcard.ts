import { defineRule } from '../../define-rule.ts';

export const escapedWildcard = defineRule({
  id: 'escaped_wildcard',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A wildcard made literal by a backslash.',
  visit: {
    string(value, item, { report }) {
      if (!value.parts.some((part) => part.kind === 'plain' && /[*?]/.test(part.text))) return;
      report({
        span: value.span ?? item.span,
        message:
          "A backslash before '*' or '?' makes it a literal character here. If a backslash and a wildcard are meant, write '\\\\*' with two backslashes.",
      });
    },
  },
});
