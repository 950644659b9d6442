import { isExact } from '../../config.ts';
import { defineRule } from '../../define-rule.ts';
import { placesOf, relatedRules } from '../../places.ts';

export const identifierUniqueness = defineRule({
  id: 'identifier_uniqueness',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'Several rules with one id.',
  workspace(index, { profile, report }) {
    for (const [path, rules] of index.files())
      for (const rule of rules) {
        if (!rule.id) continue;
        const others = index.withId(rule.id.value).filter((other) => other.rule !== rule);
        // Copies of one rule are no danger; rules that detect different things under one id are.
        const different = others.filter(({ rule: { logic } }) => isExact(profile) || logic !== rule.logic);
        if (different.length === 0) continue;
        report(
          { path, rule },
          {
            span: rule.id.span,
            message: `This id also belongs to ${placesOf(different)}. Whatever refers to it means one of them by chance; give one a new id.`,
            related: relatedRules(different, 'id'),
          },
        );
      }
  },
});
