import type { IndexedRule } from '../../../workspace/workspace-index.ts';
import { defineRule } from '../../define-rule.ts';
import { placesOf } from '../../places.ts';

export const duplicateLogic = defineRule({
  id: 'duplicate_logic',
  severity: 'information',
  profiles: ['sigmahq', 'strict'],
  summary: 'Several rules with the same log source and detection.',
  workspace(index, { report }) {
    const byLogic = new Map<number, IndexedRule[]>();
    for (const [path, rules] of index.files())
      for (const rule of rules) {
        if (rule.kind !== 'rule') continue;
        const known = byLogic.get(rule.logic);
        if (known) known.push({ path, rule });
        else byLogic.set(rule.logic, [{ path, rule }]);
      }
    for (const same of byLogic.values())
      for (const place of same.length > 1 ? same : []) {
        const others = same.filter((other) => other !== place);
        const { rule } = place;
        report(place, {
          span: rule.title?.span ?? { start: rule.span.start, end: rule.span.start },
          message: `${placesOf(others, 'path')} detects the same, so every event raises two alerts. Keep one of them.`,
        });
      }
  },
});
