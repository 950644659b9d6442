import type { YamlScalar } from '../../../yaml/nodes.ts';
import { defineRule, type Fix } from '../../define-rule.ts';
import { isOnWindows, isPath } from '../../path-fields.ts';
import { plainContent, scalarsOf } from '../../scalar-text.ts';

/** A path of another system. */
function isElsewhere({ text }: YamlScalar): boolean {
  return /^\/(?:usr|etc|bin|sbin|opt|var|tmp|home|root|dev|lib|Applications|Library|Users)\//.test(text);
}

/** Only where a backslash is one, and stays one before what follows it. */
function useBackslashes(text: string, scalar: YamlScalar): readonly Fix[] {
  const place = plainContent(text, scalar);
  if (!place || isElsewhere(scalar) || scalar.style === 'double' || /[\\/][\\/*?]/.test(scalar.text)) return [];
  return [
    {
      title: 'Write backslashes',
      kind: 'suggestion',
      edits: [{ span: place, newText: text.slice(place.start, place.end).replaceAll('/', '\\') }],
    },
  ];
}

export const slashInWindowsPath = defineRule({
  id: 'slash_in_windows_path',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A slash in a path of Windows.',
  visit: {
    item(item, { rule, text, report }) {
      if (rule.kind !== 'rule' || !isOnWindows(rule) || !isPath(item)) return;
      for (const scalar of scalarsOf(item))
        if (scalar.text.includes('/'))
          report({
            span: scalar.span,
            message: `Paths of Windows have backslashes, so nothing in '${item.field}' matches a value with '/'. ${isElsewhere(scalar) ? 'Remove it.' : "Write '\\' instead."}`,
            fixes: useBackslashes(text, scalar),
          });
    },
  },
});
