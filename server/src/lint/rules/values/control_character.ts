import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import type { SigmaString } from '../../../sigma/types/sigma-type.ts';
import { isExact } from '../../config.ts';
import { defineRule, type Fix } from '../../define-rule.ts';
import { scalarsOf } from '../../scalar-text.ts';

/** Between single quotes a backslash is one. */
function singleQuotes(value: SigmaString, item: SigmaDetectionItem, text: string): readonly Fix[] {
  const scalar = scalarsOf(item).find(({ span }) => span.start === value.span?.start);
  const written = scalar?.style === 'double' ? text.slice(scalar.span.start + 1, scalar.span.end - 1) : '';
  if (!scalar || written === '' || /[\n']|\\["\\]/.test(written)) return [];
  return [
    { title: 'Write it in single quotes', kind: 'suggestion', edits: [{ span: scalar.span, newText: `'${written}'` }] },
  ];
}

export const controlCharacter = defineRule({
  id: 'control_character',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A control character in a value.',
  visit: {
    string(value, item, { text, profile, report }) {
      // Encodings such as `wide` make control characters that nobody wrote.
      if (!isExact(profile) && item.modifiers.some((modifier) => /^(?:wide|utf16)/.test(modifier))) return;
      if (!value.parts.some((part) => part.kind === 'plain' && /[\x00-\x1f]/.test(part.text))) return;
      report({
        span: value.span ?? item.span,
        message:
          "This value holds a control character, such as a tab or line end, which logs hardly do. In double quotes, '\\t' is a tab: write the value in single quotes, or double the backslash.",
        fixes: singleQuotes(value, item, text),
      });
    },
  },
});
