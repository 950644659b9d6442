import type { SigmaStringPart } from '../../../sigma/types/sigma-type.ts';
import { defineRule } from '../../define-rule.ts';

function isMulti(part: SigmaStringPart | undefined): boolean {
  return part?.kind === 'wildcard' && part.wildcard === '*';
}

export const doubleWildcard = defineRule({
  id: 'double_wildcard',
  severity: 'information',
  profiles: ['sigmahq', 'strict', 'pysigma'],
  summary: 'Two wildcards one after the other.',
  visit: {
    string(value, item, { report }) {
      if (!value.parts.some((part, index) => isMulti(part) && isMulti(value.parts[index + 1]))) return;
      report({
        span: value.span ?? item.span,
        message: "Two '*' one after the other match what one matches. Remove one.",
      });
    },
  },
});
