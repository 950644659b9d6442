/** Compares a gold rule with what a report shows, and keeps of the rule what the report supports. */
import type { ConditionNode } from '../../sigma/rule/sigma-rule.ts';
import { type GoldItem, type GoldRule, type GoldSelection, isCircumstance } from './gold-rule.ts';
import { type FoundValue, findValue } from './match-value.ts';
import type { Observation } from './observation.ts';

/** The values of a gold rule that observations support: selection → alternative → item → value → places. */
export interface Support {
  readonly rule: GoldRule;
  readonly selections: Map<string, Map<number, Map<number, Map<string, FoundValue[]>>>>;
  readonly eventSources: Set<string>;
  readonly observations: Observation[];
}

/** `undefined` when no observation supports the rule. `cue` says which observations may. */
export function findSupport(
  rule: GoldRule,
  observations: readonly Observation[],
  cue?: (observation: Observation) => boolean,
): Support | undefined {
  if (!isSupportable(rule)) return undefined;
  const support: Support = { rule, selections: new Map(), eventSources: new Set(), observations: [] };
  for (const observation of observations) {
    if (cue && !cue(observation)) continue;
    const matched = new Map<string, SelectionMatch>();
    if (!holds(rule.condition, rule, observation, matched)) continue;
    if (![...matched.values()].some((match) => match.some(({ items }) => items.some(({ found }) => found.size > 0))))
      continue;
    for (const [name, match] of matched) record(support, name, match);
    if (observation.eventSource) support.eventSources.add(observation.eventSource);
    support.observations.push(observation);
  }
  return support.observations.length > 0 ? support : undefined;
}

/** Whether any selection has values left to look for. */
function isSupportable({ selections }: GoldRule): boolean {
  return [...selections.values()].some(
    ({ filter, context, alternatives }) =>
      !filter &&
      !context &&
      alternatives.some(
        (items) => items.every(({ values }) => values.length > 0) && items.some(({ field }) => !isCircumstance(field)),
      ),
  );
}

type SelectionMatch = { alternative: number; items: { item: number; found: Map<string, FoundValue> }[] }[];

function record(support: Support, name: string, match: SelectionMatch): void {
  const selection = getOrAdd(support.selections, name, () => new Map());
  for (const { alternative, items } of match) {
    const kept = getOrAdd(selection, alternative, () => new Map());
    for (const { item, found } of items) {
      const values = getOrAdd(kept, item, () => new Map());
      for (const [value, place] of found) getOrAdd(values, value, () => []).push(place);
    }
  }
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Whether the condition can be true for the observation; what is negated counts as absent. */
function holds(
  node: ConditionNode,
  rule: GoldRule,
  observation: Observation,
  matched: Map<string, SelectionMatch>,
): boolean {
  switch (node.kind) {
    case 'and':
      return node.args.every((arg) => holds(arg, rule, observation, matched));
    case 'or':
      return node.args.filter((arg) => attempt(arg, rule, observation, matched)).length > 0;
    case 'not':
      return true;
    case 'identifier':
      return holdsSelection(rule.selections.get(node.name), observation, matched);
    case 'selector': {
      const named = selectionsLike(rule, node.pattern);
      if (node.quantifier === 'all') return named.every((selection) => holdsSelection(selection, observation, matched));
      return named.filter((selection) => holdsSelection(selection, observation, matched)).length > 0;
    }
  }
}

/** A branch of an OR leaves no trace when it fails. */
function attempt(
  node: ConditionNode,
  rule: GoldRule,
  observation: Observation,
  matched: Map<string, SelectionMatch>,
): boolean {
  const own = new Map<string, SelectionMatch>();
  if (!holds(node, rule, observation, own)) return false;
  for (const [name, match] of own) matched.set(name, match);
  return true;
}

export function selectionsLike(rule: GoldRule, pattern: string): GoldSelection[] {
  if (pattern === 'them') return [...rule.selections.values()].filter(({ name }) => !name.startsWith('_'));
  if (/^\w*\*$/.test(pattern)) {
    const prefix = pattern.slice(0, -1);
    return [...rule.selections.values()].filter(({ name }) => name.startsWith(prefix));
  }
  const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
  return [...rule.selections.values()].filter(({ name }) => expression.test(name));
}

function holdsSelection(
  selection: GoldSelection | undefined,
  observation: Observation,
  matched: Map<string, SelectionMatch>,
): boolean {
  if (!selection || selection.filter) return false;
  if (selection.context) return true;
  const match: SelectionMatch = [];
  for (const [alternative, items] of selection.alternatives.entries()) {
    const found = matchItems(items, observation);
    if (found) match.push({ alternative, items: found });
  }
  if (match.length === 0) return false;
  matched.set(selection.name, match);
  return true;
}

function matchItems(items: readonly GoldItem[], observation: Observation): SelectionMatch[number]['items'] | undefined {
  const result: SelectionMatch[number]['items'] = [];
  for (const [index, item] of items.entries()) {
    if (isCircumstance(item.field)) {
      if (!fitsCircumstance(item, observation)) return undefined;
      result.push({ item: index, found: new Map() });
      continue;
    }
    const found = matchItem(item, observation);
    if (!found) return undefined;
    result.push({ item: index, found });
  }
  return result;
}

/** Circumstances that the observation knows (an event source, a record type) must fit; others are taken as given. */
function fitsCircumstance({ field, values }: GoldItem, { fields, eventSource }: Observation): boolean {
  if (field === 'eventSource') return eventSource === undefined || values.includes(eventSource);
  const known = fields.get(field);
  return known === undefined || values.includes(known.text);
}

function matchItem(
  { field, modifiers, values }: GoldItem,
  observation: Observation,
): Map<string, FoundValue> | undefined {
  const text = observation.fields.get(field);
  if (!text) return undefined;
  const found = new Map<string, FoundValue>();
  for (const value of values) {
    const place = findValue(value, modifiers, text, observation.mode);
    if (place) found.set(value, place);
    else if (modifiers.includes('all')) return undefined;
  }
  return found.size > 0 ? found : undefined;
}
