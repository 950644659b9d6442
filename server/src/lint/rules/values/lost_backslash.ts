import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import type { YamlScalar } from '../../../yaml/nodes.ts';
import { defineRule, type Fix } from '../../define-rule.ts';
import { plainContent, scalarsOf } from '../../scalar-text.ts';

/** Whether the value stands at the beginning of the field. */
function fromStart({ modifiers }: SigmaDetectionItem): boolean {
  return !modifiers.some((modifier) => !['startswith', 'all', 'cased', 'neq', 'windash'].includes(modifier));
}

function double(text: string, scalar: YamlScalar): readonly Fix[] {
  const place = plainContent(text, scalar);
  if (!place) return [];
  const span = { start: place.start, end: place.start };
  return [{ title: 'Write four backslashes', kind: 'suggestion', edits: [{ span, newText: '\\\\' }] }];
}

export const lostBackslash = defineRule({
  id: 'lost_backslash',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A network path of which Sigma reads one backslash only.',
  visit: {
    item(item, { text, report }) {
      if (item.field === null || !fromStart(item)) return;
      for (const scalar of scalarsOf(item))
        if (/^\\\\[\w?.-]/.test(scalar.text))
          report({
            span: scalar.span,
            message:
              'Two backslashes stand for one in a Sigma value, so this does not match a network path such as \\\\server\\share. Begin it with four backslashes.',
            fixes: double(text, scalar),
          });
    },
  },
});
