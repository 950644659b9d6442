/** Finds the gold rules nearest to a technique and to what a report says of it (BM25 over titles, descriptions and values). */
import MiniSearch from 'minisearch';
import { type GoldRule, isCircumstance } from './gold-rule.ts';

export interface GoldIndex {
  /** The rules of a technique, its sub-techniques or its parent, the nearest to the words first. */
  nearest(techniqueId: string, words: string): GoldRule | undefined;
}

export function indexGold(rules: readonly GoldRule[]): GoldIndex {
  const index = new MiniSearch<{ id: number; title: string; description: string; values: string }>({
    fields: ['title', 'description', 'values'],
    searchOptions: { boost: { title: 2, values: 1.5 }, prefix: (term) => term.length > 4 },
  });
  index.addAll(
    rules.map(({ title, description, ...rule }, id) => ({
      id,
      title,
      description,
      values: literalsOf(rule).join(' '),
    })),
  );
  return {
    nearest(techniqueId, words) {
      const candidates = rules.filter(({ techniques }) => techniques.some((id) => isRelated(id, techniqueId)));
      if (candidates.length < 2) return candidates[0];
      const scores = new Map(index.search(words).map(({ id, score }) => [rules[id as number], score]));
      const value = (rule: GoldRule) => (scores.get(rule) ?? 0) + (rule.techniques[0] === techniqueId ? 1000 : 0);
      return [...candidates].sort((a, b) => value(b) - value(a) || (a.slug < b.slug ? -1 : 1))[0];
    },
  };
}

function isRelated(id: string, wanted: string): boolean {
  return id === wanted || id.startsWith(`${wanted}.`) || (wanted.startsWith(`${id}.`) && !id.includes('.'));
}

/** Values of a rule that a report could name. */
export function literalsOf({ selections }: Pick<GoldRule, 'selections'>): string[] {
  return [...selections.values()]
    .filter(({ filter, context }) => !filter && !context)
    .flatMap(({ alternatives }) => alternatives.flat())
    .filter(({ field }) => !isCircumstance(field))
    .flatMap(({ values }) => values.map((value) => value.replace(/^\\/, '').trim()))
    .filter((value) => value.length > 2);
}
