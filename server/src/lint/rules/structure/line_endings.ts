import { defineRule } from '../../define-rule.ts';

export const lineEndings = defineRule({
  id: 'line_endings',
  severity: 'information',
  profiles: ['strict'],
  summary: 'Line ends of Windows, or a file name without .yml.',
  visit: {
    document(root, { text, path, report }) {
      const at = text.indexOf('\r');
      const start = (root.kind === 'map' ? root.pairs[0]?.key.span : undefined) ?? root.span;
      if (at >= 0 && at <= root.span.end)
        report({
          span: start,
          message:
            'This file has line ends of Windows; collections of rules use those of Unix (LF). Change them in the editor.',
        });
      else if (path !== undefined && !path.endsWith('.yml'))
        report({ span: start, message: "Tools look for rules in files that end with '.yml'. Rename this one." });
    },
  },
});
