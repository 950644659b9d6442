/**
 * A collection made ready for conversion and evaluation: filters applied, references of correlations resolved, rules in order.
 * pySigma: collection.py#SigmaCollection.__post_init__, #resolve_rule_references
 */
import type { Span } from '../../base/span.ts';
import { referencedRules } from '../correlation/parse-extended-condition.ts';
import { applyFilters } from '../filter/apply-filters.ts';
import type { SigmaError } from '../sigma-error.ts';
import { indexRules, type ReferableRule, resolveReference } from './rule-index.ts';
import type { AnySigmaRule, SigmaCorrelationRule, SigmaFilter, SigmaRuleReference } from './sigma-rule.ts';

export interface ReferencedRule {
  readonly reference: string;
  /** The reference in the correlation. */
  readonly span: Span;
  readonly rule: ReferableRule;
}

export interface ResolvedRules {
  /** Rules and correlations, filters applied, those that others refer to first. */
  readonly rules: readonly ReferableRule[];
  /** For each correlation the rules that it refers to, in the order of its references. */
  readonly referenced: ReadonlyMap<SigmaCorrelationRule, readonly ReferencedRule[]>;
  /** For each rule the correlations that refer to it. */
  readonly referencing: ReadonlyMap<ReferableRule, readonly SigmaCorrelationRule[]>;
  /** Rules that only serve correlations: no query of their own comes out. */
  readonly withoutOutput: ReadonlySet<ReferableRule>;
  /** The first error, which pySigma raises for the whole collection; what could be resolved is resolved all the same. */
  readonly error: SigmaError | undefined;
}

/** Rules of one or several files; where ids or names repeat, the last rule is found. */
export function resolveRules(all: readonly AnySigmaRule[]): ResolvedRules {
  const filters = all.filter((rule): rule is SigmaFilter => rule.kind === 'filter');
  const unfiltered = all.filter((rule): rule is ReferableRule => rule.kind !== 'filter');
  let error = indexRules(unfiltered).error;
  const rules = unfiltered.map((rule) => {
    if (rule.kind !== 'rule' || filters.length === 0) return rule;
    const filtered = applyFilters(rule, filters);
    error ??= filtered.error ?? undefined;
    return filtered.rule;
  });
  const resolved = resolveReferences(rules);
  return { ...resolved, error: error ?? resolved.error };
}

function resolveReferences(rules: readonly ReferableRule[]): ResolvedRules {
  const index = indexRules(rules);
  const referenced = new Map<SigmaCorrelationRule, readonly ReferencedRule[]>();
  const referencing = new Map<ReferableRule, SigmaCorrelationRule[]>();
  const withoutOutput = new Set<ReferableRule>();
  let error: SigmaError | undefined;
  for (const correlation of rules) {
    if (correlation.kind !== 'correlation') continue;
    const found: ReferencedRule[] = [];
    for (const reference of correlationReferences(correlation)) {
      const result = resolveReference(reference, index);
      error ??= result.error;
      if (result.rule === undefined) continue;
      found.push({ reference: reference.reference, span: reference.span, rule: result.rule });
      referencing.set(result.rule, [...(referencing.get(result.rule) ?? []), correlation]);
      if (!correlation.generate) withoutOutput.add(result.rule);
    }
    referenced.set(correlation, found);
  }
  const isReferencedBy = (rule: ReferableRule, other: ReferableRule) =>
    other.kind === 'correlation' && (referencing.get(rule)?.includes(other) ?? false);
  const sorted = referenced.size === 0 ? rules : sortPartially(rules, isReferencedBy);
  return { rules: sorted, referenced, referencing, withoutOutput, error };
}

/** The rules that a correlation names: its list, or else those of its extended condition. */
export function correlationReferences(rule: SigmaCorrelationRule): readonly SigmaRuleReference[] {
  if (rule.rules.length > 0 || rule.extendedCondition === undefined) return rule.rules;
  return referencedRules(rule.extendedCondition.tree);
}

/**
 * Python's `sorted` with an order that says little: the run at the beginning, then binary insertion. The result depends on which pairs
 * are compared, so these are the same as in Python (for fewer than 64 items; beyond, Python merges runs).
 */
export function sortPartially<T>(items: readonly T[], less: (a: T, b: T) => boolean): T[] {
  const sorted = [...items];
  for (let next = initialRun(sorted, less); next < sorted.length; next++) {
    const item = sorted[next] as T;
    let low = 0;
    let high = next;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (less(item, sorted[middle] as T)) high = middle;
      else low = middle + 1;
    }
    sorted.copyWithin(low + 1, low, next);
    sorted[low] = item;
  }
  return sorted;
}

/** Length of the ascending or strictly descending run at the start; a descending one is turned round. */
function initialRun<T>(items: T[], less: (a: T, b: T) => boolean): number {
  const isLess = (i: number) => less(items[i] as T, items[i - 1] as T);
  if (items.length < 2) return items.length;
  const descending = isLess(1);
  let end = 2;
  while (end < items.length && isLess(end) === descending) end++;
  if (descending) items.splice(0, end, ...items.slice(0, end).reverse());
  return end;
}
