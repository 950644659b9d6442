/**
 * Filters applied to rules: new rules with the filter's detections under prefixed names and `(rule) and (filter)` as conditions.
 * pySigma: filters.py#SigmaFilter.apply_on_rule – the prefix is random there and counted here; it never reaches a query.
 */

import { pythonTypeName, stringOf } from '../rule/python-value.ts';
import { SigmaRaise } from '../rule/rule-errors.ts';
import { indexRules, type RuleIndex, resolveReference } from '../rule/rule-index.ts';
import type {
  NamedDetection,
  SigmaConditionText,
  SigmaDetections,
  SigmaFilter,
  SigmaLogSource,
  SigmaRule,
} from '../rule/sigma-rule.ts';
import type { SigmaError } from '../sigma-error.ts';

/** The rule with all filters that concern it; the rule itself when none does. */
export function applyFilters(
  rule: SigmaRule,
  filters: readonly SigmaFilter[],
): { rule: SigmaRule; error: SigmaError | null } {
  try {
    const filtered = filters.reduce(
      (current, filter, i) => (concerns(filter, current) ? apply(filter, current, i) : current),
      rule,
    );
    return { rule: filtered, error: null };
  } catch (raised) {
    if (raised instanceof SigmaRaise) return { rule, error: raised.error };
    throw raised;
  }
}

function concerns(filter: SigmaFilter, rule: SigmaRule): boolean {
  if (!contains(filter, rule.logsource)) return false;
  if (filter.detection === undefined || filter.detection.broken) return false;
  if (filter.rules === 'any') return true;
  const index: RuleIndex = indexRules([rule]);
  return filter.rules.some(
    (reference) => resolveReference(reference, index).rule !== undefined || isPassed(reference.node),
  );
}

// pySigma: collection.py#SigmaCollection.__getitem__ – answers None to what is no string and no number, which counts as a match.
function isPassed(node: SigmaFilter['node'] | Parameters<typeof pythonTypeName>[0] | undefined): boolean {
  return node !== undefined && !['int', 'bool'].includes(pythonTypeName(node));
}

/** Whether the filter's log source contains the rule's. */
function contains(filter: SigmaFilter, logsource: SigmaLogSource | undefined): boolean {
  if (filter.logsource === undefined) {
    if (logsource === undefined) return true;
    throw new SigmaRaise('SigmaTypeError', 'Containment check only allowed between log sources', filter.span);
  }
  const own = filter.logsource;
  return (['category', 'product', 'service'] as const).every(
    (part) => own[part] === undefined || own[part] === logsource?.[part],
  );
}

function apply(filter: SigmaFilter, rule: SigmaRule, index: number): SigmaRule {
  const { detection } = filter;
  if (detection === undefined) return rule;
  const prefix = `_filt_${letters(index)}`;
  const own = usable(rule.detection);
  const detections = new Map(own?.detections ?? []);
  for (const named of detection.detections.values()) {
    const renamed = renameDetection(named, prefix);
    detections.set(renamed.name, renamed);
  }
  const condition = prefixCondition(detection.conditions[0]?.text ?? '', prefix);
  const conditions = (own?.conditions ?? []).map((old) => joinConditions(old, condition));
  const span = rule.detection?.span ?? rule.span;
  return { ...rule, detection: { detections, conditions, span, broken: false } };
}

function usable(detections: SigmaDetections | undefined): SigmaDetections | undefined {
  return detections?.broken ? undefined : detections;
}

/** Ten letters that count: `aaaaaaaaaa`, `aaaaaaaaab`, … */
function letters(index: number): string {
  let rest = index;
  let text = '';
  for (let i = 0; i < 10; i++) {
    text = String.fromCharCode(97 + (rest % 26)) + text;
    rest = Math.floor(rest / 26);
  }
  return text;
}

function renameDetection(named: NamedDetection, prefix: string): NamedDetection {
  if (named.key !== undefined && stringOf(named.key) === undefined) {
    const message = `can only concatenate str (not "${pythonTypeName(named.key)}") to str`;
    throw new SigmaRaise('TypeError', message, named.nameSpan);
  }
  return { name: `${prefix}_${named.name}`, nameSpan: named.nameSpan, detection: named.detection };
}

const keywords: ReadonlySet<string> = new Set(['not', 'and', 'or', 'all', 'any', 'of', '1']);

// pySigma: filters.py#SigmaFilter.apply_on_rule – tokens begin with a letter or `*`, so `_name` becomes `_<prefix>_name`.
function prefixCondition(condition: string, prefix: string): string {
  return condition.replace(/[a-zA-Z*][a-zA-Z0-9*_-]*/g, (token) => {
    if (keywords.has(token.toLowerCase())) return token;
    return token === 'them' ? `${prefix}_*` : `${prefix}_${token}`;
  });
}

function joinConditions(old: SigmaConditionText, filter: string): SigmaConditionText {
  return {
    text: `(${old.text}) and (${filter})`,
    span: old.span,
    // Characters of the filter have no place in the rule: they stand at the end of its condition.
    offsetAt: (index) => {
      if (index < 1) return old.span.start;
      return index <= old.text.length + 1 ? old.offsetAt(index - 1) : old.span.end;
    },
  };
}
