/**
 * Where an engine may judge an event otherwise than the evaluator, and why. Each is checked, not believed: it explains a disagreement
 * only if the evaluator agrees with the engine once the rule or the event is changed as the deviation says.
 */
import { compileRule } from '../../server/src/evaluate/compile-rule.ts';
import type { SigmaEvent } from '../../server/src/evaluate/sigma-event.ts';
import type { SigmaDetection, SigmaRule } from '../../server/src/sigma/rule/sigma-rule.ts';
import { parseIpv4, parseIpv6 } from '../../server/src/sigma/types/ip-network.ts';
import type { SigmaType } from '../../server/src/sigma/types/sigma-type.ts';
import type { FieldType, IndexPlan, RuleCase } from './rule-cases.ts';

export interface Deviation {
  readonly id: string;
  readonly reason: string;
  /** Code of the notice that tells it to the user of a conversion. */
  readonly notice: string | undefined;
  readonly rule?: (rule: SigmaRule) => SigmaRule;
  readonly event?: (event: SigmaEvent, fields: ReadonlyMap<string, FieldType>) => SigmaEvent;
}

export const deviations: readonly Deviation[] = [
  {
    id: 'case',
    reason:
      'Fields of type keyword are compared with regard to case; Sigma compares without, unless the rule says "cased".',
    notice: 'case_sensitive',
    rule: casedRule,
  },
  {
    id: 'type',
    reason:
      'A value that does not fit the type of its field (a word in a field of numbers or addresses) is not indexed: for queries it is missing.',
    notice: undefined,
    event: withoutMalformed,
  },
  {
    id: 'network and text',
    reason:
      'A field that is compared with networks and with patterns of text is of type keyword here, where no network is found.',
    notice: 'network_and_text',
    rule: (rule) => changeValues(rule, (value) => (value.type === 'cidr' ? impossible : value)),
  },
];

/** What ES|QL judges otherwise, beside all that. */
export const esqlDeviations: readonly Deviation[] = [
  {
    id: 'several values',
    reason: 'In ES|QL a comparison with a field that has several values is null.',
    notice: 'several_values',
    event: withoutMatchingLists,
  },
  ...deviations,
];

/** Queries that a server may refuse. */
export const refusals: readonly (Pick<Deviation, 'id' | 'reason'> & {
  readonly answer: RegExp;
  readonly notice: string;
})[] = [
  {
    id: 'size',
    reason: 'A server takes a limited number of comparisons in a query.',
    answer: /maxClauseCount|too many nested clauses|expression depth|statement is too large/,
    notice: 'too_many_comparisons',
  },
  {
    id: 'length',
    reason: 'OpenSearch takes query strings of a limited length.',
    answer: /query string length exceeds max allowed length|max_query_string_length/i,
    notice: 'query_too_long',
  },
  {
    id: 'network and text',
    reason: 'ES|QL compares networks with fields of type ip only, and patterns with fields of texts only.',
    answer: /first argument of \[cidr_match\(.* must be \[ip\]/,
    notice: 'network_and_text',
  },
];

const impossible: SigmaType = { type: 'string', parts: [{ kind: 'plain', text: '\0' }], cased: true };

/** The deviations that together explain what the engine found, the fewest that do; `undefined` when none does. */
export function explain(
  given: RuleCase,
  number: number,
  found: boolean,
  { fields }: IndexPlan,
  allowed: readonly Deviation[],
): readonly Deviation[] | undefined {
  const event = given.events[number]?.event as SigmaEvent;
  for (const tried of combinations(allowed)) {
    const rule = tried.reduce((changed, { rule: change }) => change?.(changed) ?? changed, given.rule);
    const seen = tried.reduce((changed, { event: change }) => change?.(changed, fields) ?? changed, event);
    if (compileRule(rule).match(seen).matched === found) return tried;
  }
  return undefined;
}

/** Every set of deviations, the small ones first. */
function combinations(allowed: readonly Deviation[]): readonly (readonly Deviation[])[] {
  return Array.from({ length: 2 ** allowed.length - 1 }, (_, bits) =>
    allowed.filter((_deviation, position) => ((bits + 1) >> position) & 1),
  ).sort((a, b) => a.length - b.length);
}

function casedRule(rule: SigmaRule): SigmaRule {
  return changeValues(rule, (value) => (value.type === 'string' ? { ...value, cased: true } : value));
}

export function changeValues(rule: SigmaRule, change: (value: SigmaType) => SigmaType): SigmaRule {
  if (!rule.detection) return rule;
  const inValue = (value: SigmaType): SigmaType =>
    value.type === 'expansion' ? { ...value, values: value.values.map(inValue) } : change(value);
  const inDetection = (detection: SigmaDetection): SigmaDetection => ({
    ...detection,
    items: detection.items.map((item) =>
      item.kind === 'item' ? { ...item, value: item.value.map(inValue) } : inDetection(item),
    ),
  });
  const detections = new Map(
    [...rule.detection.detections].map(([name, named]) => [
      name,
      { ...named, detection: inDetection(named.detection) },
    ]),
  );
  return { ...rule, detection: { ...rule.detection, detections } };
}

/** A field with several values is there, but no value of it is found. */
function withoutMatchingLists(event: SigmaEvent): SigmaEvent {
  return Object.fromEntries(
    Object.entries(event).map(([field, value]) => [field, Array.isArray(value) && value.length > 1 ? '\0' : value]),
  );
}

export function withoutMalformed(event: SigmaEvent, fields: ReadonlyMap<string, FieldType>): SigmaEvent {
  return Object.fromEntries(
    Object.entries(event).filter(([field, value]) => value !== null && fits(value, fields.get(field))),
  );
}

function fits(value: unknown, type: FieldType = 'keyword'): boolean {
  if (Array.isArray(value)) return value.every((item) => fits(item, type));
  if (type === 'keyword') return true;
  const text = String(value);
  if (type === 'boolean') return text === 'true' || text === 'false';
  if (type === 'ip') return parseIpv4(text) !== undefined || parseIpv6(text) !== undefined;
  return text.trim() !== '' && Number.isFinite(Number(text));
}
