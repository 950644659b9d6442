import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import type { SigmaString } from '../../../sigma/types/sigma-type.ts';
import { defineRule, type Fix } from '../../define-rule.ts';
import { plainContent, scalarsOf } from '../../scalar-text.ts';

const anyEscape = /[*?]/;

/** Stand for the wildcards in the shape of a value, where `*` and `?` are the literal ones. */
const anyText = '\u0000';
const anyLetter = '\u0001';

/**
 * A literal `*` or `?` right after a folder: no path has one there, so the backslash was meant to divide. One after a backslash,
 * blank or sign may be meant.
 */
const mistakes: readonly RegExp[] = [
  // Below a drive or a folder that a variable names: `C:\*`, `%TEMP%\*`, `C:\Users\?\`.
  /(?:(?<![\w/-])[A-Za-z\u0001]:|%[\w()]+%)(?:[^/:*?"<>|]*[^\\/:*?"<>|\s])?[*?]/,
  // Below a folder that follows a backslash: `\Temp\*.exe`.
  /\\[^\\/:*?"<>|]+[^\\/:*?"<>|\s][*?](?:[\\.\s"'\u0000]|$)/,
  // Below a word: `Temp\*`, but not `foo\*bar`.
  /^[^*]*\w\*(?:[\\.\u0000]|$)/,
];

function shapeOf({ parts }: SigmaString): string {
  return parts
    .map((part) =>
      part.kind === 'plain' ? part.text : part.kind === 'wildcard' && part.wildcard === '?' ? anyLetter : anyText,
    )
    .join('');
}

function isMistake(value: SigmaString): boolean {
  const shape = shapeOf(value);
  return mistakes.some((mistake) => mistake.test(shape));
}

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
      if (!value.parts.some((part) => part.kind === 'plain' && anyEscape.test(part.text))) return;
      if (profile === 'default' && !isMistake(value)) return;
      report({
        span: value.span ?? item.span,
        message:
          "A backslash before '*' or '?' makes it a literal character here. If a backslash and a wildcard are meant, write '\\\\*' with two backslashes.",
        fixes: doubleBackslashes(value, item, text),
      });
    },
  },
});
