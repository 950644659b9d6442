import type { Span } from '../../../base/span.ts';
import { defineRule, type Fix } from '../../define-rule.ts';

function fixesFor(name: string, span: Span): readonly Fix[] {
  const [, year, number] = /^(?:cve[-._])?(\d{4})[-._](\d{4,})$/i.exec(name) ?? [];
  const newText = `cve.${year}-${number}`;
  return year ? [{ title: `Write '${newText}'`, kind: 'suggestion', edits: [{ span, newText }] }] : [];
}

export const cvetag = defineRule({
  id: 'cvetag',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A malformed CVE tag.',
  visit: {
    tag({ namespace, name, span }, { report }) {
      if (namespace !== 'cve' || /^\p{Nd}+-\p{Nd}+\n?$/u.test(name)) return;
      report({
        span,
        message: `'${name}' is no CVE number. Write the tag as cve.2021-44228, without a second 'cve' and with a dash.`,
        fixes: fixesFor(name, span),
      });
    },
  },
});
