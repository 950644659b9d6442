/**
 * Correlation rules over a stream of events in the order of time. Each correlation keeps, per group, the matches of its rules that are not older than its time span, so
 * memory depends on the rate of matches and not on the number of events. A correlation fires when its condition becomes true, and again when it has been false in
 * between or its time span has passed.
 */
import type { AnySigmaRule, ConditionNode, SigmaCorrelationRule } from '../../sigma/rule/sigma-rule.ts';
import { createFieldReader, type Scalar, type SigmaEvent, scalarText } from '../sigma-event.ts';
import { numberOf } from '../value-test.ts';
import { aggregate, compareCount, inOrder, rulesPresent, Window } from './window.ts';

export interface CorrelationMatch {
  /** Index of the correlation in the list of rules. */
  readonly rule: number;
  /** The referenced rules whose matches are in the window, by index. */
  readonly contributors: readonly number[];
  /** The group by its fields; the event that further correlations see. */
  readonly group: SigmaEvent;
}

interface Group {
  readonly window: Window;
  lastFired: number;
  wasTrue: boolean;
}

interface Correlation {
  readonly position: number;
  readonly rule: SigmaCorrelationRule;
  /** Positions of the referenced rules, in the order in which they are referenced. */
  readonly references: readonly number[];
  readonly spanMs: number;
  readonly groups: Map<string, Group>;
  swept: number;
}

export class CorrelationSet {
  /** By position: references that lead nowhere; such a correlation never fires. */
  readonly unresolved: ReadonlyMap<number, readonly string[]>;
  readonly #correlations: Correlation[] = [];
  readonly #listeners = new Map<number, Correlation[]>();

  constructor(rules: readonly AnySigmaRule[]) {
    const positions = new Map<string, number>();
    rules.forEach((rule, position) => {
      if (rule.id !== undefined) positions.set(rule.id.value, position);
      if (rule.name !== undefined && !positions.has(rule.name.value)) positions.set(rule.name.value, position);
    });
    const unresolved = new Map<number, string[]>();
    rules.forEach((rule, position) => {
      if (rule.kind !== 'correlation') return;
      const missing = referencesOf(rule).filter((reference) => !positions.has(reference));
      if (missing.length > 0) unresolved.set(position, missing);
      else this.#add(rule, position, positions);
    });
    this.unresolved = unresolved;
  }

  /** Positions of rules that serve a correlation only (no `generate`): their own matches are no alerts. */
  silentRules(): Set<number> {
    const heard = this.#correlations
      .filter((correlation) => correlation.rule.generate)
      .flatMap((correlation) => correlation.references);
    const all = this.#correlations.flatMap((correlation) => correlation.references);
    return new Set(all.filter((position) => !heard.includes(position)));
  }

  /** Tells that rule `position` matched `event` at `time` (milliseconds since 1970). Correlations of correlations are followed. */
  push(position: number, event: SigmaEvent, time: number): CorrelationMatch[] {
    const matches: CorrelationMatch[] = [];
    const pending: { position: number; event: SigmaEvent }[] = [{ position, event }];
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      for (const correlation of this.#listeners.get(next.position) ?? []) {
        for (const match of pushTo(correlation, next.position, next.event, time)) {
          matches.push(match);
          if (matches.length < 1000) pending.push({ position: match.rule, event: match.group });
        }
      }
    }
    return matches;
  }

  #add(rule: SigmaCorrelationRule, position: number, positions: ReadonlyMap<string, number>): void {
    const references = referencesOf(rule).map((reference) => positions.get(reference) as number);
    const spanMs = (rule.timespan?.seconds ?? 0) * 1000;
    const correlation: Correlation = { position, rule, references, spanMs, groups: new Map(), swept: 0 };
    this.#correlations.push(correlation);
    for (const reference of new Set(references)) {
      if (reference === position) continue;
      const listeners = this.#listeners.get(reference);
      if (listeners === undefined) this.#listeners.set(reference, [correlation]);
      else listeners.push(correlation);
    }
  }
}

/** Ids and names in the order in which the correlation names them; without `rules` those of its extended condition. */
function referencesOf(rule: SigmaCorrelationRule): string[] {
  if (rule.rules.length > 0 || rule.extendedCondition === undefined) return rule.rules.map((item) => item.reference);
  return [...new Set(identifiersOf(rule.extendedCondition.tree))];
}

function identifiersOf(tree: ConditionNode): string[] {
  if (tree.kind === 'identifier') return [tree.name];
  return tree.kind === 'selector' ? [] : tree.args.flatMap(identifiersOf);
}

function pushTo(correlation: Correlation, source: number, event: SigmaEvent, time: number): CorrelationMatch[] {
  const { rule, references, spanMs, groups } = correlation;
  const matches: CorrelationMatch[] = [];
  sweep(correlation, time);
  references.forEach((reference, ruleIndex) => {
    if (reference !== source) return;
    const group = groupOf(rule, ruleIndex, event);
    if (group === undefined) return;
    const key = JSON.stringify(Object.values(group));
    let state = groups.get(key);
    if (state === undefined) {
      state = { window: new Window(), lastFired: Number.NEGATIVE_INFINITY, wasTrue: false };
      groups.set(key, state);
    }
    state.window.push({ time, rule: ruleIndex, values: conditionValues(rule, event) }, time - spanMs);
    const holds = conditionHolds(rule, state.window);
    const fires = holds && (!state.wasTrue || time - state.lastFired > spanMs);
    state.wasTrue = holds;
    if (!fires) return;
    state.lastFired = time;
    const contributors = [...rulesPresent(state.window)]
      .sort((a, b) => a - b)
      .map((index) => references[index] as number);
    matches.push({ rule: correlation.position, contributors: [...new Set(contributors)], group });
  });
  return matches;
}

/** Forgets groups without a recent entry, once a time span. */
function sweep(correlation: Correlation, time: number): void {
  if (time - correlation.swept <= correlation.spanMs) return;
  correlation.swept = time;
  for (const [key, group] of correlation.groups) {
    if (group.window.newest < time - correlation.spanMs) correlation.groups.delete(key);
  }
}

/** `undefined` when the event lacks a field of `group-by`: it belongs to no group. */
function groupOf(rule: SigmaCorrelationRule, ruleIndex: number, event: SigmaEvent): SigmaEvent | undefined {
  const group: Record<string, unknown> = {};
  for (const { value: name } of rule.groupBy ?? []) {
    const values = createFieldReader(fieldFor(rule, ruleIndex, name))(event);
    if (values === undefined || values.length === 0 || values.every((value) => value === null)) return undefined;
    group[name] = values.length === 1 ? scalarText(values[0] as Scalar) : values.map(scalarText);
  }
  return group;
}

/** The field that an alias means in one of the rules. */
function fieldFor(rule: SigmaCorrelationRule, ruleIndex: number, name: string): string {
  const alias = rule.aliases.find((item) => item.alias === name);
  const reference = referencesOf(rule)[ruleIndex];
  return alias?.mapping.find((item) => item.rule.reference === reference)?.field ?? name;
}

function conditionValues(rule: SigmaCorrelationRule, event: SigmaEvent): (string | number)[] {
  const fields = rule.condition?.fields ?? [];
  if (fields.length === 0) return [];
  const read = fields.map(({ value }) => (createFieldReader(value)(event) ?? []).filter((item) => item !== null));
  if (read.some((values) => values.length === 0)) return [];
  if (read.length > 1) return [JSON.stringify(read.map((values) => values.map(scalarText)))];
  const numeric = rule.type?.value !== 'value_count';
  return (read[0] as Scalar[]).map((item) =>
    numeric ? (numberOf(item) ?? scalarText(item)) : scalarText(item).toLowerCase(),
  );
}

function conditionHolds(rule: SigmaCorrelationRule, window: Window): boolean {
  const type = rule.type?.value;
  if (type === undefined) return false;
  if (
    type === 'temporal_ordered' &&
    rule.extendedCondition === undefined &&
    !inOrder(window, referencesOf(rule).length)
  )
    return false;
  if (rule.extendedCondition !== undefined) return holdsFor(rule.extendedCondition.tree, rule, rulesPresent(window));
  const number = aggregate(type, window, rule.condition);
  if (number === undefined) return false;
  if (rule.condition === undefined) return number >= new Set(referencesOf(rule)).size;
  return compareCount(rule.condition, number);
}

function holdsFor(tree: ConditionNode, rule: SigmaCorrelationRule, present: ReadonlySet<number>): boolean {
  switch (tree.kind) {
    case 'and':
      return tree.args.every((argument) => holdsFor(argument, rule, present));
    case 'or':
      return tree.args.some((argument) => holdsFor(argument, rule, present));
    case 'not':
      return !holdsFor(tree.args[0], rule, present);
    case 'identifier':
      return referencesOf(rule).some((reference, index) => reference === tree.name && present.has(index));
    case 'selector':
      return false;
  }
}
