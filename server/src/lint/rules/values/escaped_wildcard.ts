import { defineRule } from '../../define-rule.ts';

const anyEscape = /[*?]/;

/** A folder and all that is in it, rather than a literal asterisk after a blank or sign. */
const likelyMistake = /^[^*]*\w\*/;

export const escapedWildcard = defineRule({
  id: 'escaped_wildcard',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A wildcard made literal by a backslash.',
  visit: {
    string(value, item, { profile, report }) {
      const isMeant = profile === 'default' ? likelyMistake : anyEscape;
      if (!value.parts.some((part) => part.kind === 'plain' && isMeant.test(part.text))) return;
      report({
        span: value.span ?? item.span,
        message:
          "A backslash before '*' or '?' makes it a literal character here. If a backslash and a wildcard are meant, write '\\\\*' with two backslashes.",
      });
    },
  },
});
