import { defineRule } from '../../define-rule.ts';
import { placesOf, relatedRules } from '../../places.ts';

export const duplicateLogic = defineRule({
  id: 'duplicate_logic',
  severity: 'information',
  profiles: ['sigmahq', 'strict'],
  summary: 'Several rules with the same log source and detection.',
  workspace(index, { report }) {
    for (const [path, rules] of index.files())
      for (const rule of rules) {
        if (rule.kind !== 'rule') continue;
        const others = index.withLogic(rule.logic).filter((other) => other.rule !== rule);
        if (others.length === 0) continue;
        report(
          { path, rule },
          {
            span: rule.title?.span ?? { start: rule.span.start, end: rule.span.start },
            message: `${placesOf(others, 'path')} detects the same, so every event raises two alerts. Keep one of them.`,
            related: relatedRules(others),
          },
        );
      }
  },
});
