import { loadAttack, type Technique } from '../../../data/attack.ts';
import type { DataFiles } from '../../../data/data-files.ts';
import { defineRule } from '../../define-rule.ts';

function loadSubtechniques(files: DataFiles): ReadonlyMap<string, readonly Technique[]> {
  const byParent = new Map<string, Technique[]>();
  for (const technique of loadAttack(files).techniques.values()) {
    const [parent = '', sub] = technique.id.split('.');
    if (sub !== undefined) byParent.set(parent, [...(byParent.get(parent) ?? []), technique]);
  }
  return byParent;
}

export const techniqueWithSubtechniques = defineRule({
  id: 'technique_with_subtechniques',
  severity: 'information',
  profiles: ['strict'],
  summary: 'An ATT&CK technique where a sub-technique may fit.',
  visit: {
    tag({ namespace, name, span }, { data, report }) {
      if (namespace !== 'attack' || !/^t\d{4}$/.test(name)) return;
      const subs = data.table(loadSubtechniques)?.get(name.toUpperCase()) ?? [];
      if (subs.length === 0) return;
      const examples = subs.slice(0, 3).map((sub) => `'attack.${sub.id.toLowerCase()}' (${sub.name})`);
      report({
        span,
        message: `'${name}' has ${subs.length} sub-techniques, such as ${examples.join(', ')}. Use the one that the rule is about, if there is one.`,
      });
    },
  },
});
