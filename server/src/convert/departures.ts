/** Which departures from pySigma are behind a query: found by converting again as pySigma would, in all points or in single ones. */
import { type OutputValue, toJsonValue } from '../pipeline/output-value.ts';
import type { ConversionNotice } from '../pipeline/pipeline-run.ts';
import { QueryText } from '../pipeline/query-text.ts';
import { type Compat, type QuirkId, quirks } from '../pipeline/quirks.ts';
import type { ExtensionId } from '../sigma/extensions.ts';
import { extensionsUsedBy } from '../sigma/rule/parse-detection-item.ts';
import type { ResolvedRules } from '../sigma/rule/resolve-rules.ts';
import type { ReferableRule } from '../sigma/rule/rule-index.ts';
import type { SigmaDetection } from '../sigma/rule/sigma-rule.ts';

/** Code of the notice. */
export const departureCode = 'departs_from_pysigma';

/** The outputs of each rule; those that fail are missing. */
export type RuleOutputs = ReadonlyMap<ReferableRule, readonly OutputValue[]>;

/** Converts rules as pySigma would; `follows` tells that it is about the rules of the trial before, once more. */
export type Trial = (rules: ResolvedRules, compat: Compat, follows: boolean) => RuleOutputs;

/** A converted rule in which departures had a say. */
export interface Suspect {
  readonly rule: ReferableRule;
  readonly outputs: readonly OutputValue[];
  readonly asked: readonly QuirkId[];
}

/** One object for each, so that what is made for one is made once. */
const alone: ReadonlyMap<QuirkId, Compat> = new Map(quirks.map(({ id }) => [id, new Set([id])]));
const amongAll: ReadonlyMap<QuirkId, Compat> = new Map(
  quirks.map(({ id }) => [id, { has: (other: QuirkId) => other !== id }]),
);

export interface Departure {
  readonly rule: ReferableRule;
  /** Which query of the rule. */
  readonly index: number;
  readonly ids: readonly QuirkId[];
}

export function findDepartures(suspects: readonly Suspect[], resolved: ResolvedRules, trial: Trial): Departure[] {
  return suspects.flatMap((suspect) => {
    const { rule, outputs, asked } = suspect;
    const rules = { ...resolved, rules: closureOf(rule, resolved) };
    const misread = new Set<QuirkId>(rules.rules.flatMap(misreadingsOf));
    const others = asked.filter((id) => !misread.has(id));
    const theirs = trial(rules, true, false).get(rule);
    return outputs.flatMap((output, index) => {
      const differs = (compat: Compat, from: OutputValue | undefined) =>
        !isSame(trial(rules, compat, true).get(rule)?.[index], from);
      const causes = () =>
        departureCauses(others, {
          alone: (id) => differs(alone.get(id) ?? false, output),
          amongAll: (id) => differs(amongAll.get(id) ?? false, theirs?.[index]),
        });
      const ids = [...misread, ...(isSame(output, theirs?.[index]) ? [] : causes())];
      return ids.length === 0 ? [] : [{ rule, index, ids }];
    });
  });
}

/** In which points pySigma reads the rule otherwise, or not at all. */
export function misreadingsOf(rule: ReferableRule): readonly ExtensionId[] {
  if (rule.kind === 'correlation') return rule.condition?.isMisread ? ['fractional-counts'] : [];
  return [...(rule.detection?.detections.values() ?? [])].flatMap(({ detection }) => misreadingsIn(detection));
}

const misreadingsIn = ({ items }: SigmaDetection): readonly ExtensionId[] =>
  items.flatMap((item) => (item.kind === 'item' ? extensionsUsedBy(item) : misreadingsIn(item)));

/** Those that change something alone, else those without which the rest would not do the same. */
export function departureCauses(
  ids: readonly QuirkId[],
  changes: { alone(id: QuirkId): boolean; amongAll(id: QuirkId): boolean },
): readonly QuirkId[] {
  if (ids.length < 2) return ids;
  const alone = ids.filter(changes.alone);
  return alone.length > 0 ? alone : ids.filter(changes.amongAll);
}

/** A rule and all that it refers to, in the order of the collection. */
export function closureOf(rule: ReferableRule, { rules, referenced }: ResolvedRules): readonly ReferableRule[] {
  if (rule.kind === 'rule') return [rule];
  const found = new Set<ReferableRule>();
  const add = (each: ReferableRule) => {
    if (found.has(each)) return;
    found.add(each);
    if (each.kind === 'correlation') for (const entry of referenced.get(each) ?? []) add(entry.rule);
  };
  add(rule);
  return rules.filter((each) => found.has(each));
}

function isSame(one: OutputValue | undefined, other: OutputValue | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return comparable(one) === comparable(other);
}

function comparable(value: OutputValue): string {
  if (value instanceof QueryText) return value.text;
  return typeof value === 'string' ? value : JSON.stringify(toJsonValue(value));
}

export function departureNotice(id: QuirkId, { rule, index }: Departure): ConversionNotice {
  const reason = quirks.find((quirk) => quirk.id === id)?.reason ?? '';
  const span = rule.kind === 'rule' ? rule.detection?.conditions[index]?.span : (rule.condition ?? rule.type)?.span;
  const message = `This query differs from pySigma's on purpose, as that would not do what the rule says (${id}). pySigma's: ${reason}`;
  return { code: departureCode, message, span };
}
