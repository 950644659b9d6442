/**
 * Events made from a rule: some that every selection and the whole condition should hold for, and some beside them in which a single
 * value is missing, wrong by a little, or written in another case.
 */

import type { Scalar, SigmaEvent } from '../../../server/src/evaluate/sigma-event.ts';
import { compileValue } from '../../../server/src/evaluate/value-test.ts';
import type { ConditionItem } from '../../../server/src/sigma/condition/condition-item.ts';
import { parseCondition } from '../../../server/src/sigma/condition/parse-condition.ts';
import { postprocessCondition } from '../../../server/src/sigma/condition/postprocess.ts';
import type { SigmaRule } from '../../../server/src/sigma/rule/sigma-rule.ts';
import type { SigmaString, SigmaType } from '../../../server/src/sigma/types/sigma-type.ts';
import { fillWildcards, isStar, type Sample, swapCase, valueSamples } from './value-samples.ts';

export interface MadeEvent {
  /** What the event is meant to be. */
  readonly aim: string;
  readonly event: SigmaEvent;
}

/** The field that holds the text of keywords. */
export const keywordField = 'message';

interface Demand {
  readonly field: string;
  readonly value: SigmaType;
  readonly keyword: boolean;
  readonly wanted: boolean;
  /** Name of the selection. */
  readonly selection: string;
}

type Fields = Map<string, Sample | readonly Scalar[]>;

const mostEvents = 40;

export function ruleEvents(rule: SigmaRule, limit = mostEvents): MadeEvent[] {
  const made = new Map<string, MadeEvent>();
  const add = (aim: string, fields: Fields): void => {
    const event = eventOf(fields);
    const key = JSON.stringify(event);
    if (!made.has(key)) made.set(key, { aim, event });
  };
  const aims = conditionItems(rule).map((item) => aimsOf(item, add));
  add('nothing', new Map());
  // Round robin, so that a limit cuts every condition and kind of event alike.
  let running = aims;
  while (running.length > 0 && made.size < limit) running = running.filter((aim) => !aim.next().done);
  return [...made.values()].slice(0, limit);
}

function conditionItems(rule: SigmaRule): ConditionItem[] {
  const { detection } = rule;
  if (detection === undefined) return [];
  return detection.conditions.flatMap((condition) => {
    const { tree } = parseCondition(condition);
    const item = tree && postprocessCondition(tree, detection).item;
    return item ? [item] : [];
  });
}

/** Adds an event with each step, the telling ones first. */
function* aimsOf(item: ConditionItem, add: (aim: string, fields: Fields) => void): Generator<void> {
  const demands = demandsOf(item, true, 0);
  const base = solve(demands);
  add('meets the condition', base);
  yield;
  for (const selection of new Set(leavesOf(item).map((leaf) => leaf.detection.name))) {
    const own = demandsOf(item, true, 0).filter((demand) => demand.selection === selection);
    const meeting = own.length > 0 ? own : selectionDemands(item, selection);
    add(`meets ${selection}`, solve(meeting.map((demand) => ({ ...demand, wanted: true }))));
    yield;
    add(`meets the condition but for ${selection}`, without(base, meeting));
    yield;
  }
  const steps = [
    nearMisses(demands, base, add),
    otherChoices(item, add),
    exceptions(item, base, add),
    lists(demands, base, add),
  ];
  let running = steps;
  while (running.length > 0) {
    running = running.filter((step) => !step.next().done);
    yield;
  }
}

/** Each value of the base event in turn: missed by a little, missing, or met in another way. */
function* nearMisses(
  demands: readonly Demand[],
  base: Fields,
  add: (aim: string, fields: Fields) => void,
): Generator<void> {
  add('meets the condition in another case', mapTexts(base, swapCase));
  yield;
  for (const { field, value, wanted } of demands) {
    const { hits, misses } = valueSamples(value);
    for (const sample of wanted ? misses : hits) {
      add(`${field} nearly`, new Map(base).set(field, sample));
      yield;
    }
    for (const sample of wanted ? hits : misses) {
      add(`${field} otherwise`, new Map(base).set(field, sample));
      yield;
    }
  }
}

/** Fields with several values, of which one is what is asked for, or none is. */
function* lists(demands: readonly Demand[], base: Fields, add: (aim: string, fields: Fields) => void): Generator<void> {
  for (const { field, value } of demands) {
    if (value.type === 'fieldref' || value.type === 'null' || value.type === 'exists') continue;
    const { hits, misses } = valueSamples(value);
    const hit = hits.find((sample) => sample !== undefined && sample !== '');
    const others = misses.filter((sample) => typeof sample === typeof hit && sample !== '') as Scalar[];
    if (hit === undefined || others.length === 0) continue;
    add(`${field} among others`, new Map(base).set(field, [...others.slice(0, 1), hit]));
    yield;
    add(`${field} with others only`, new Map(base).set(field, others.slice(0, 2)));
    yield;
  }
}

/** The other alternatives of every OR. */
function* otherChoices(item: ConditionItem, add: (aim: string, fields: Fields) => void): Generator<void> {
  for (let choice = 1; choice < 8; choice++) {
    add(`meets the condition in way ${choice + 1}`, solve(demandsOf(item, true, choice)));
    yield;
  }
}

/** The base event with what a negated part asks for. */
function* exceptions(item: ConditionItem, base: Fields, add: (aim: string, fields: Fields) => void): Generator<void> {
  for (const negated of negatedParts(item)) {
    for (let choice = 0; choice < 3; choice++) {
      add('meets an exception', new Map([...base, ...solve(demandsOf(negated, true, choice))]));
      yield;
    }
  }
}

function negatedParts(item: ConditionItem): ConditionItem[] {
  if (item.kind === 'field' || item.kind === 'value') return [];
  const args = item.args.filter((argument) => argument !== null);
  return item.kind === 'not' ? args : args.flatMap(negatedParts);
}

type Leaf = Extract<ConditionItem, { kind: 'field' | 'value' }>;

function leavesOf(item: ConditionItem): Leaf[] {
  if (item.kind === 'field' || item.kind === 'value') return [item];
  return item.args.flatMap((argument) => (argument ? leavesOf(argument) : []));
}

function selectionDemands(item: ConditionItem, selection: string): Demand[] {
  if (item.kind === 'field' || item.kind === 'value')
    return item.detection.name === selection ? [demandOf(item, true)] : [];
  const inner = item.args.map((argument) => (argument ? selectionDemands(argument, selection) : []));
  if (item.kind !== 'or') return inner.flat();
  return inner.find((demands) => demands.length > 0) ?? [];
}

/** What makes the item hold (or not hold); `choice` turns the alternatives of each OR. */
function demandsOf(item: ConditionItem, wanted: boolean, choice: number): Demand[] {
  if (item.kind === 'field' || item.kind === 'value') return [demandOf(item, wanted)];
  const args = item.args.filter((argument) => argument !== null);
  if (item.kind === 'not') return args.flatMap((argument) => demandsOf(argument, !wanted, choice));
  if ((item.kind === 'and') === wanted) return args.flatMap((argument) => demandsOf(argument, wanted, choice));
  const chosen = args[choice % Math.max(args.length, 1)];
  return chosen ? demandsOf(chosen, wanted, choice) : [];
}

function demandOf(leaf: Leaf, wanted: boolean): Demand {
  const { value, detection } = leaf;
  const keyword = leaf.kind === 'value';
  return { field: keyword ? keywordField : leaf.field, value, keyword, wanted, selection: detection.name };
}

/** One value for every field that has a wanted demand, such that as many demands as possible hold. */
function solve(demands: readonly Demand[]): Fields {
  const fields: Fields = new Map();
  for (const field of new Set(demands.map((demand) => demand.field))) {
    const all = demands.filter((demand) => demand.field === field);
    const candidates = [composed(all), ...all.flatMap((demand) => samplesFor(demand))];
    const tests = all.map(({ value, keyword, wanted }) => {
      const { test } = compileValue(value, keyword ? null : field);
      return (sample: Sample) => test(sample === undefined ? undefined : [sample], {}) === wanted;
    });
    const score = (sample: Sample) => tests.filter((test) => test(sample)).length;
    let best: Sample;
    let most = score(undefined);
    for (const candidate of candidates) {
      const reached = score(candidate);
      if (reached > most) [best, most] = [candidate, reached];
      if (most === tests.length) break;
    }
    if (best !== undefined) fields.set(field, best);
  }
  for (const { field, value, wanted } of demands)
    if (wanted && value.type === 'fieldref') {
      fields.set(field, 'same value');
      fields.set(value.field, 'same value');
    }
  return fields;
}

function samplesFor({ value, wanted }: Demand): readonly Sample[] {
  const { hits, misses } = valueSamples(value);
  return wanted ? hits : misses;
}

/** One text with all that is wanted: the longest beginning, everything inside, the longest end. */
function composed(demands: readonly Demand[]): Sample {
  let [start, end] = ['', ''];
  const middle: string[] = [];
  for (const { value, wanted, keyword } of demands) {
    const text = wanted ? (value.type === 'expansion' ? value.values[0] : value) : undefined;
    if (text?.type !== 'string') continue;
    const { parts } = text as SigmaString;
    const filled = fillWildcards(parts, '');
    if (keyword || (isStar(parts[0]) && isStar(parts.at(-1)))) middle.push(filled);
    else if (isStar(parts[0])) end = filled.length > end.length ? filled : end;
    else if (isStar(parts.at(-1))) start = filled.length > start.length ? filled : start;
    else return filled;
  }
  return start + middle.join(' ') + end;
}

function without(base: Fields, demands: readonly Demand[]): Fields {
  const fields = new Map(base);
  for (const { field } of demands) fields.delete(field);
  return fields;
}

function mapTexts(fields: Fields, change: (text: string) => string): Fields {
  return new Map([...fields].map(([field, value]) => [field, typeof value === 'string' ? change(value) : value]));
}

function eventOf(fields: Fields): SigmaEvent {
  const event: Record<string, Scalar | readonly Scalar[]> = {};
  for (const [field, value] of fields) if (value !== undefined) event[field] = value;
  return event;
}
