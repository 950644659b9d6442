import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import type { SigmaString } from '../../../sigma/types/sigma-type.ts';
import { defineRule, type Fix } from '../../define-rule.ts';
import { plainContent, scalarsOf } from '../../scalar-text.ts';

const anyEscape = /[*?]/;

/** A folder and all that is in it, rather than a literal asterisk after a blank or sign. */
const likelyMistake = /^[^*]*\w\*/;

function doubleBackslashes(value: SigmaString, item: SigmaDetectionItem, text: string): readonly Fix[] {
  const scalar = scalarsOf(item).find(({ span }) => span.start === value.span?.start);
  const place = scalar && scalar.style !== 'double' ? plainContent(text, scalar) : undefined;
  if (!scalar || !place || item.modifiers.includes('re')) return [];
  const newText = scalar.text.replace(/(?<!\\)((?:\\\\)*)\\([*?])/g, '$1\\\\$2');
  return newText === scalar.text
    ? []
    : [{ title: 'Write a backslash and a wildcard', kind: 'suggestion', edits: [{ span: place, newText }] }];
}

export const escapedWildcard = defineRule({
  id: 'escaped_wildcard',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A wildcard made literal by a backslash.',
  visit: {
    string(value, item, { text, profile, report }) {
      const isMeant = profile === 'default' ? likelyMistake : anyEscape;
      if (!value.parts.some((part) => part.kind === 'plain' && isMeant.test(part.text))) return;
      report({
        span: value.span ?? item.span,
        message:
          "A backslash before '*' or '?' makes it a literal character here. If a backslash and a wildcard are meant, write '\\\\*' with two backslashes.",
        fixes: doubleBackslashes(value, item, text),
      });
    },
  },
});
