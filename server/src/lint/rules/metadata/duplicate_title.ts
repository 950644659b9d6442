import { defineRule } from '../../define-rule.ts';
import { placesOf, relatedRules } from '../../places.ts';

export const duplicateTitle = defineRule({
  id: 'duplicate_title',
  severity: 'information',
  profiles: ['sigmahq', 'strict', 'pysigma'],
  summary: 'Several rules with one title.',
  workspace(index, { report }) {
    for (const [path, rules] of index.files())
      for (const rule of rules) {
        if (!rule.title) continue;
        const others = index.withTitle(rule.title.value).filter((other) => other.rule !== rule);
        if (others.length === 0) continue;
        report(
          { path, rule },
          {
            span: rule.title.span,
            message: `${placesOf(others, 'path')} has this title too, so alerts of the two look the same. Say in the title what tells them apart.`,
            related: relatedRules(others, 'title'),
          },
        );
      }
  },
});
