import type { YamlDate } from '../../../yaml/nodes.ts';
import { defineRule, type Fix } from '../../define-rule.ts';
import { pairOf } from '../../scalar-places.ts';
import { plainContent } from '../../scalar-text.ts';

function written({ year, month, day }: YamlDate): string {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

export const dateFormat = defineRule({
  id: 'date_format',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A date that is not written YYYY-MM-DD.',
  visit: {
    any(rule, { text, report }) {
      for (const key of ['date', 'modified'] as const) {
        const scalar = rule[key] && pairOf(rule, key)?.value;
        if (scalar?.kind !== 'scalar' || /^\d{4}-\d\d-\d\d$/.test(scalar.text)) continue;
        const date = written((rule[key] as { readonly value: YamlDate }).value);
        const place = plainContent(text, scalar);
        const fixes: Fix[] = place
          ? [{ title: `Write ${date}`, kind: 'safe', edits: [{ span: place, newText: date }] }]
          : [];
        report({
          span: scalar.span,
          message: `Since version 2 the specification wants dates as YYYY-MM-DD, and some tools refuse others. Write ${date}.`,
          fixes,
        });
      }
    },
  },
});
