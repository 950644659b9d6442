import { isExact } from '../../config.ts';
import { defineRule } from '../../define-rule.ts';

export const controlCharacter = defineRule({
  id: 'control_character',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A control character in a value.',
  visit: {
    string(value, item, { profile, report }) {
      // Encodings such as `wide` make control characters that nobody wrote.
      if (!isExact(profile) && item.modifiers.some((modifier) => /^(?:wide|utf16)/.test(modifier))) return;
      if (!value.parts.some((part) => part.kind === 'plain' && /[\x00-\x1f]/.test(part.text))) return;
      report({
        span: value.span ?? item.span,
        message:
          "This value holds a control character, such as a tab or line end, which logs hardly do. In double quotes, '\\t' is a tab: write the value in single quotes, or double the backslash.",
      });
    },
  },
});
