/**
 * Correlation rules over a stream of events in the order of time. Each correlation keeps, per group, the matches of its rules that are not older than its time span, so
 * memory depends on the rate of matches and not on the number of events. A correlation fires when its condition becomes true, and again when it has been false in
 * between or its time span has passed.
 */
import { correlationReferences } from '../../sigma/rule/resolve-rules.ts';
import { indexRules, type ReferableRule, type RuleIndex, resolveReference } from '../../sigma/rule/rule-index.ts';
import type { ConditionNode, SigmaCorrelationRule, SigmaRuleReference } from '../../sigma/rule/sigma-rule.ts';
import { createFieldReader, type FieldReader, type Scalar, type SigmaEvent, scalarText } from '../sigma-event.ts';
import { numberOf } from '../value-test.ts';
import { aggregate, compareCount, inOrder, rulesPresent, Window } from './window.ts';

export interface CorrelationMatch {
  /** Index of the correlation in the list of rules. */
  readonly rule: number;
  /** The referenced rules whose matches are in the window, by index. */
  readonly contributors: readonly number[];
  /** The event that completed it, with the fields of the group: what further correlations see. */
  readonly event: SigmaEvent;
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
  /** The fields of `group-by` with their readers, for each reference: an alias is another field in each of them. */
  readonly groupBy: readonly (readonly { readonly name: string; readonly read: FieldReader }[])[];
  readonly counted: readonly FieldReader[];
  readonly spanMs: number;
  readonly groups: Map<string, Group>;
  swept: number;
}

const notFound = -1;

export class CorrelationSet {
  /** By position: references that lead nowhere; such a correlation never fires. */
  readonly unresolved: ReadonlyMap<number, readonly string[]>;
  readonly #correlations: Correlation[] = [];
  readonly #listeners = new Map<number, Correlation[]>();

  /** `files` names the file of each rule: a reference means the rule of its own file before those of others. */
  constructor(rules: readonly ReferableRule[], files: readonly string[] = []) {
    const positions = new Map(rules.map((rule, position) => [rule, position]));
    const everything = indexRules(rules);
    const ofFile = indexesByFile(rules, files);
    const unresolved = new Map<number, string[]>();
    rules.forEach((rule, position) => {
      if (rule.kind !== 'correlation') return;
      const indexes = [ofFile.get(files[position] ?? ''), everything].filter((index) => index !== undefined);
      const positionOf = (reference: SigmaRuleReference) =>
        positions.get(find(reference, indexes) as ReferableRule) ?? notFound;
      const references = correlationReferences(rule);
      const missing = references.filter((reference) => positionOf(reference) === notFound);
      if (missing.length === 0) this.#add(rule, position, references.map(positionOf), positionOf);
      else
        unresolved.set(
          position,
          missing.map(({ reference }) => reference),
        );
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
          if (matches.length < 1000) pending.push({ position: match.rule, event: match.event });
        }
      }
    }
    return matches;
  }

  #add(
    rule: SigmaCorrelationRule,
    position: number,
    references: readonly number[],
    positionOf: (reference: SigmaRuleReference) => number,
  ): void {
    const aliased = (name: string, reference: number): string => {
      const alias = rule.aliases.find((item) => item.alias === name);
      return alias?.mapping.find((item) => positionOf(item.rule) === reference)?.field ?? name;
    };
    const correlation: Correlation = {
      position,
      rule,
      references,
      groupBy: references.map((reference) =>
        (rule.groupBy ?? []).map(({ value }) => ({ name: value, read: createFieldReader(aliased(value, reference)) })),
      ),
      counted: (rule.condition?.fields ?? []).map(({ value }) => createFieldReader(value)),
      spanMs: (rule.timespan?.seconds ?? 0) * 1000,
      groups: new Map(),
      swept: 0,
    };
    this.#correlations.push(correlation);
    for (const reference of new Set(references)) {
      if (reference === position) continue;
      const listeners = this.#listeners.get(reference);
      if (listeners === undefined) this.#listeners.set(reference, [correlation]);
      else listeners.push(correlation);
    }
  }
}

function indexesByFile(rules: readonly ReferableRule[], files: readonly string[]): Map<string, RuleIndex> {
  const grouped = new Map<string, ReferableRule[]>();
  files.forEach((file, position) => {
    const rule = rules[position];
    if (rule === undefined) return;
    const group = grouped.get(file);
    if (group === undefined) grouped.set(file, [rule]);
    else group.push(rule);
  });
  return new Map([...grouped].map(([file, group]) => [file, indexRules(group)]));
}

function find(reference: SigmaRuleReference, indexes: readonly RuleIndex[]): ReferableRule | undefined {
  for (const index of indexes) {
    const { rule } = resolveReference(reference, index);
    if (rule !== undefined) return rule;
  }
  return undefined;
}

/** Ids and names in the order in which the correlation names them; without `rules` those of its extended condition. */
function referencesOf(rule: SigmaCorrelationRule): string[] {
  return correlationReferences(rule).map(({ reference }) => reference);
}

function pushTo(correlation: Correlation, source: number, event: SigmaEvent, time: number): CorrelationMatch[] {
  const { rule, references, spanMs, groups } = correlation;
  const matches: CorrelationMatch[] = [];
  sweep(correlation, time);
  references.forEach((reference, ruleIndex) => {
    if (reference !== source) return;
    const group = groupOf(correlation.groupBy[ruleIndex] ?? [], event);
    if (group === undefined) return;
    const key = JSON.stringify(Object.values(group));
    let state = groups.get(key);
    if (state === undefined) {
      state = { window: new Window(), lastFired: Number.NEGATIVE_INFINITY, wasTrue: false };
      groups.set(key, state);
    }
    state.window.push({ time, rule: ruleIndex, values: conditionValues(correlation, event) }, time - spanMs);
    const holds = conditionHolds(rule, state.window);
    const fires = holds && (!state.wasTrue || time - state.lastFired > spanMs);
    state.wasTrue = holds;
    if (!fires) return;
    state.lastFired = time;
    const contributors = [...rulesPresent(state.window)]
      .sort((a, b) => a - b)
      .map((index) => references[index] as number);
    matches.push({
      rule: correlation.position,
      contributors: [...new Set(contributors)],
      event: { ...event, ...group },
    });
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
function groupOf(groupBy: Correlation['groupBy'][number], event: SigmaEvent): SigmaEvent | undefined {
  const group: Record<string, unknown> = {};
  for (const { name, read } of groupBy) {
    const values = read(event);
    if (values === undefined || values.length === 0 || values.every((value) => value === null)) return undefined;
    group[name] = values.length === 1 ? scalarText(values[0] as Scalar) : values.map(scalarText);
  }
  return group;
}

function conditionValues({ rule, counted }: Correlation, event: SigmaEvent): (string | number)[] {
  if (counted.length === 0) return [];
  const found = counted.map((read) => (read(event) ?? []).filter((item) => item !== null));
  if (found.some((values) => values.length === 0)) return [];
  if (found.length > 1) return [JSON.stringify(found.map((values) => values.map(scalarText)))];
  const numeric = rule.type?.value !== 'value_count';
  return (found[0] as Scalar[]).map((item) =>
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
