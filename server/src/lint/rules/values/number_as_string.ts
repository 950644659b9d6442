import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import type { SigmaString } from '../../../sigma/types/sigma-type.ts';
import { defineRule, type Fix } from '../../define-rule.ts';
import { scalarsOf } from '../../scalar-text.ts';

// pySigma: validators/core/values.py#NumberAsStringValidator – asks Python's int(), but not for texts with a space.
function isPythonInteger(text: string): boolean {
  return !text.includes(' ') && /^\s*[+-]?\p{Nd}+(?:_\p{Nd}+)*\s*$/u.test(text);
}

/** Systems that keep the field as text may then not find it, so it wants a look. */
function withoutQuotes(value: SigmaString, item: SigmaDetectionItem): readonly Fix[] {
  const scalar = scalarsOf(item).find(({ span }) => span.start === value.span?.start);
  if (!scalar || item.modifiers.length > 0 || !/^['"](?:0|[1-9][0-9]*)['"]$/.test(`'${scalar.text}'`)) return [];
  if (scalar.style !== 'single' && scalar.style !== 'double') return [];
  return [{ title: 'Remove the quotes', kind: 'suggestion', edits: [{ span: scalar.span, newText: scalar.text }] }];
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
        fixes: withoutQuotes(value, item),
      });
    },
  },
});
