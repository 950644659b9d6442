import type { Span } from '../../../base/span.ts';
import { defineRule, type Fix } from '../../define-rule.ts';

function useExists(key: Span, value: Span): Fix {
  return {
    title: "Write '|exists: true'",
    kind: 'suggestion',
    edits: [
      { span: { start: key.end, end: key.end }, newText: '|exists' },
      { span: value, newText: 'true' },
    ],
  };
}

export const wildcardOnlyValue = defineRule({
  id: 'wildcard_only_value',
  severity: 'information',
  profiles: ['strict'],
  summary: 'A value that is a wildcard only.',
  visit: {
    item(item, { report }) {
      const [value] = item.originalValue;
      if (item.field === null || item.originalValue.length !== 1 || value?.type !== 'string') return;
      const [part] = value.parts;
      if (value.parts.length !== 1 || part?.kind !== 'wildcard' || part.wildcard !== '*') return;
      const { keySpan, modifiers } = item;
      const node = item.node?.kind === 'scalar' ? item.node : undefined;
      report({
        span: value.span ?? keySpan,
        message: "'*' alone asks whether the field holds anything. Write '|exists: true' if it should be there at all.",
        ...(modifiers.length === 0 && node ? { fixes: [useExists(keySpan, node.span)] } : {}),
      });
    },
  },
});
