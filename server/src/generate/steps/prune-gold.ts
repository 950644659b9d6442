/** A gold rule without the values that a text nowhere has: what is left is quickly compared with each of its sentences. */
import { type GoldItem, type GoldRule, isCircumstance } from './gold-rule.ts';

/** `has` tells whether the text holds a word in lower case. */
export function pruneGold(rule: GoldRule, has: (word: string) => boolean): GoldRule {
  const selections = [...rule.selections].map(([name, selection]) => {
    if (selection.filter || selection.context) return [name, selection] as const;
    const alternatives = selection.alternatives.map((items) => items.map((item) => pruneItem(item, has)));
    return [name, { ...selection, alternatives }] as const;
  });
  return { ...rule, selections: new Map(selections) };
}

/** Of values that must all be there one missing is enough. Short ones (`-c`) may be what a log has and a report leaves out. */
function pruneItem(item: GoldItem, has: (word: string) => boolean): GoldItem {
  if (isCircumstance(item.field)) return item;
  const values = item.values.filter((value) => value.length <= 3 || has(coreOf(value)));
  return { ...item, values: item.modifiers.includes('all') && values.length < item.values.length ? [] : values };
}

function coreOf(value: string): string {
  return value
    .trim()
    .toLowerCase()
    .replace(/^\\/, '')
    .replace(/\.exe$/, '');
}
