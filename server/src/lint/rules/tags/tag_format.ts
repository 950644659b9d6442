import type { Span } from '../../../base/span.ts';
import { isExact } from '../../config.ts';
import { defineRule, type Fix } from '../../define-rule.ts';

function fixesFor(tag: string, span: Span): readonly Fix[] {
  const newText = tag.toLowerCase().trim().replaceAll(' ', '-');
  if (!/^[a-z0-9\-_]+\.[a-z0-9\-_.]+$/.test(newText)) return [];
  return [{ title: `Write '${newText}'`, kind: 'suggestion', edits: [{ span, newText }] }];
}

export const tagFormat = defineRule({
  id: 'tag_format',
  aliases: ['invalid_tag'],
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A tag with characters that tags do not have.',
  visit: {
    tag({ namespace, name, span }, { profile, report }) {
      if (/^[a-z0-9\-_]+\.[a-z0-9\-_.]+\n?$/.test(`${namespace}.${name}`)) return;
      // The specification's own D3FEND artifacts have capitals.
      if (!isExact(profile) && namespace === 'd3fend' && /^[\w.-]+$/.test(name)) return;
      report({
        span,
        message: `'${namespace}.${name}' has characters that tags do not have. Use lower-case letters, digits, '-', '_' and dots.`,
        fixes: fixesFor(`${namespace}.${name}`, span),
      });
    },
  },
});
