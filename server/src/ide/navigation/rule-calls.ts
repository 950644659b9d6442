import type { Span } from '../../base/span.ts';
import { referenceKey } from '../../workspace/rule-mentions.ts';
import type { RuleSummary } from '../../workspace/rule-summary.ts';
import type { IndexedRule, WorkspaceIndex } from '../../workspace/workspace-index.ts';
import { occurrencesAt, occurrencesOf } from './occurrences.ts';
import { type RuleFile, rulesMeant } from './places.ts';

/** Another rule, and the places where one of the two names the other. */
export interface RuleCall {
  readonly other: IndexedRule;
  readonly spans: readonly Span[];
}

/** The rules that stand, or are mentioned, at an offset. */
export function rulesAt(file: RuleFile, offset: number): readonly IndexedRule[] {
  const at = occurrencesAt(occurrencesOf(file.parse), offset);
  const rules = at.flatMap((each) => (each.kind === 'rule' || each.kind === 'title' ? rulesMeant(file, each) : []));
  return [...new Map(rules.map((found) => [`${found.path} ${found.rule.span.start}`, found])).values()];
}

/** The correlations and filters that are about a rule. */
export function usersOf(index: WorkspaceIndex, { rule }: IndexedRule): RuleCall[] {
  const keys = new Set(
    [rule.id?.value, rule.name?.value].flatMap((key) => (key === undefined ? [] : referenceKey(key))),
  );
  const users = new Set([...keys].flatMap((key) => index.referringTo(key)));
  return [...users].flatMap((other) => {
    const spans = usesOf(other.rule).filter(({ reference }) => keys.has(referenceKey(reference)));
    return spans.length > 0 ? [{ other, spans: spans.map(({ span }) => span) }] : [];
  });
}

/** The rules that a correlation or filter is about. */
export function usedBy(index: WorkspaceIndex, { rule }: IndexedRule): RuleCall[] {
  const calls = new Map<IndexedRule, Span[]>();
  for (const { reference, span } of usesOf(rule))
    for (const other of index.referredBy(reference)) calls.set(other, [...(calls.get(other) ?? []), span]);
  return [...calls].map(([other, spans]) => ({ other, spans }));
}

/** `related` only says that rules have to do with each other. */
function usesOf({ mentions }: RuleSummary) {
  return mentions.filter(({ role }) => role !== 'related');
}
