import { defineRule } from '../../define-rule.ts';
import { pairOf } from '../../scalar-places.ts';
import { itemsOf } from '../../visit-rule.ts';

export const arrayMatchingWithoutVersion = defineRule({
  id: 'array_matching_without_version',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'Fields with [any], [all] or an index, without the version of Sigma that has them.',
  visit: {
    rule(rule, { report }) {
      const version = pairOf(rule, 'sigma-version')?.value;
      if (version?.kind === 'scalar' && Number.parseInt(version.text, 10) >= 3) return;
      for (const { field, fieldSpan } of itemsOf(rule)) {
        if (field === null || !/\[(?:any|all|\d+)\]/.test(field)) continue;
        report({
          span: fieldSpan,
          message: `Only version 3 of Sigma, a draft, looks into lists; here '${field}' is the name of a field, brackets included. Add 'sigma-version: 3', or name the field as the events do.`,
        });
        return;
      }
    },
  },
});
