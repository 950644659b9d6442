import type { RuleSummary } from '../../../workspace/rule-summary.ts';
import { defineRule } from '../../define-rule.ts';
import { placesOf, relatedRules } from '../../places.ts';

export const duplicateName = defineRule({
  id: 'duplicate_name',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'Several rules with one name.',
  workspace(index, { report }) {
    for (const [path, rules] of index.files())
      for (const rule of rules) {
        if (!rule.name || rule.kind === 'filter') continue;
        const others = index.withName(rule.name.value).filter((other) => isAnother(rule, other.rule));
        if (others.length === 0) continue;
        report(
          { path, rule },
          {
            span: rule.name.span,
            message: `This name also belongs to ${placesOf(others, 'path')}. Whatever refers to it means one of them by chance; give one a new name.`,
            related: relatedRules(others, 'name'),
          },
        );
      }
  },
});

/** Filters are never referred to, and copies of one rule share its id with its name. */
function isAnother(rule: RuleSummary, other: RuleSummary): boolean {
  if (other === rule || other.kind === 'filter') return false;
  return rule.id === undefined || rule.id.value !== other.id?.value;
}
