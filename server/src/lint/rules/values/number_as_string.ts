import { defineRule } from '../../define-rule.ts';

// pySigma: validators/core/values.py#NumberAsStringValidator – asks Python's int(), but not for texts with a space.
function isPythonInteger(text: string): boolean {
  return !text.includes(' ') && /^\s*[+-]?\p{Nd}+(?:_\p{Nd}+)*\s*$/u.test(text);
}

export const numberAsString = defineRule({
  id: 'number_as_string',
  severity: 'information',
  profiles: ['sigmahq', 'strict', 'pysigma'],
  summary: 'A number written as text.',
  visit: {
    string(value, item, { report }) {
      if (!(value.parts.length === 1 && value.parts[0]?.kind === 'plain' && isPythonInteger(value.parts[0].text)))
        return;
      report({
        span: value.span ?? item.span,
        message: 'This number is in quotes, so some systems compare it as text. Write it without quotes.',
      });
    },
  },
});
