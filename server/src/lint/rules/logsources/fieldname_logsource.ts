import type { Span } from '../../../base/span.ts';
import type { Fix } from '../../define-rule.ts';
import { defineRule } from '../../define-rule.ts';
import { nearest } from '../../nearest.ts';
import { keySpan } from '../../places.ts';

const known = ['category', 'product', 'service', 'definition'];

function rename(span: Span, key: string): Fix {
  return { title: `Rename to '${key}'`, kind: 'suggestion', edits: [{ span, newText: key }] };
}

export const fieldnameLogsource = defineRule({
  id: 'fieldname_logsource',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A key that log sources do not have.',
  visit: {
    any(rule, { report }) {
      if (rule.kind === 'correlation' || !rule.logsource) return;
      for (const [key, value] of rule.logsource.customAttributes) {
        const map = rule.node.entries.find(
          (entry) => entry.key.kind === 'scalar' && entry.key.value === 'logsource',
        )?.value;
        const guess = nearest(key, known);
        const span = (map?.kind === 'map' ? keySpan(map, key) : undefined) ?? value.span;
        report({
          span,
          message: `Log sources have no '${key}', so it does not count. ${guess ? `Did you mean '${guess}'?` : `Use ${known.join(', ')}.`}`,
          ...(guess ? { fixes: [rename(span, guess)] } : {}),
        });
      }
    },
  },
});
