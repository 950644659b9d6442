import { loadAttack } from '../../../data/attack.ts';
import type { SigmaRuleTag } from '../../../sigma/rule/sigma-rule.ts';
import { addLineAfter } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqTagsTechniquesWithoutTactics = defineSigmahqRule({
  id: 'sigmahq_tags_techniques_without_tactics',
  severity: 'medium',
  summary: 'An ATT&CK technique without its tactic.',
  visit: {
    any(rule, { text, data, report }) {
      const tags = rule.tags.filter(({ namespace }) => namespace === 'attack');
      const techniques = tags.filter(({ name }) => /^t.*\p{Nd}/su.test(name));
      const table = techniques.length > 0 ? data.table(loadAttack) : undefined;
      if (!table) return;
      const tacticsOf = ({ name }: SigmaRuleTag) => table.techniques.get(name.toUpperCase())?.tactics ?? [];
      const named = new Set(tags.map(({ name }) => name).filter((name) => !name.startsWith('t')));
      const missing = new Set(techniques.flatMap(tacticsOf).filter((tactic) => !named.has(tactic)));
      for (const tactic of missing) {
        const [first, ...more] = techniques.filter((tag) => tacticsOf(tag).includes(tactic));
        if (!first) continue;
        const edit = addLineAfter(text, first.span, `attack.${tactic}`);
        report({
          span: first.span,
          message: `'attack.${first.name}'${more.length > 0 ? ` and ${more.length} more` : ''} serves the tactic '${tactic}', which has no tag. Add 'attack.${tactic}'.`,
          ...(edit ? { fixes: [{ title: `Add 'attack.${tactic}'`, kind: 'suggestion', edits: [edit] }] } : {}),
        });
      }
    },
  },
});
