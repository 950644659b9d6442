import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import { equalSigmaStrings, sigmaString } from '../../../sigma/types/sigma-string.ts';
import type { SigmaString, SigmaStringPart } from '../../../sigma/types/sigma-type.ts';
import { defineRule, type Fix } from '../../define-rule.ts';
import { plainContent, scalarsOf } from '../../scalar-text.ts';

function isMulti(part: SigmaStringPart | undefined): boolean {
  return part?.kind === 'wildcard' && part.wildcard === '*';
}

/** Writes one for several, where the text has them itself and the value stays the same otherwise. */
function joinWildcards(item: SigmaDetectionItem, value: SigmaString, text: string): readonly Fix[] {
  const scalar = scalarsOf(item).find(({ span }) => span.start === value.span?.start);
  const place = scalar && plainContent(text, scalar);
  if (!scalar || !place || item.modifiers.includes('re')) return [];
  const newText = scalar.text.replace(/\*{2,}/g, '*');
  const before = sigmaString(scalar.text).parts;
  const parts = before.filter((part, index) => !(isMulti(part) && isMulti(before[index - 1])));
  if (!equalSigmaStrings(sigmaString(newText), { ...value, parts })) return [];
  return [{ title: 'Write one wildcard', kind: 'safe', edits: [{ span: place, newText }] }];
}

export const doubleWildcard = defineRule({
  id: 'double_wildcard',
  severity: 'information',
  profiles: ['sigmahq', 'strict', 'pysigma'],
  summary: 'Two wildcards one after the other.',
  visit: {
    string(value, item, { text, report }) {
      if (!value.parts.some((part, index) => isMulti(part) && isMulti(value.parts[index + 1]))) return;
      report({
        span: value.span ?? item.span,
        message: "Two '*' one after the other match what one matches. Remove one.",
        fixes: joinWildcards(item, value, text),
      });
    },
  },
});
