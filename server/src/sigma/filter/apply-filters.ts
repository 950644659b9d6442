/**
 * Filters applied to rules: new rules with the filter's detections under prefixed names and `(rule) and (filter)` as conditions.
 * pySigma: filters.py#SigmaFilter.apply_on_rule – the prefix is random there and counted here; it never reaches a query.
 */

import { pythonTypeName, stringOf } from '../rule/python-value.ts';
import { SigmaRaise } from '../rule/rule-errors.ts';
import { indexRules, type RuleIndex, resolveReference } from '../rule/rule-index.ts';
import type { NamedDetection, SigmaConditionText, SigmaFilter, SigmaLogSource, SigmaRule } from '../rule/sigma-rule.ts';
import type { SigmaError } from '../sigma-error.ts';

/** A rule with filters in its detections, whose places are in their texts. */
export interface FilteredRule extends SigmaRule {
  readonly unfiltered: SigmaRule;
  readonly filters: readonly SigmaFilter[];
}

export const isFiltered = (rule: object): rule is FilteredRule => 'unfiltered' in rule;

/** The rule with all filters that concern it; the rule itself when none does. */
export function applyFilters(
  rule: SigmaRule,
  filters: readonly SigmaFilter[],
): { rule: SigmaRule; error: SigmaError | null } {
  try {
    const applied = filters.flatMap((filter, i) => (concerns(filter, rule) ? [renamed(filter, letters(i))] : []));
    return { rule: applied.length === 0 ? rule : withFilters(rule, applied), error: null };
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

/** What one filter adds. */
interface Addition {
  readonly filter: SigmaFilter;
  readonly detections: readonly NamedDetection[];
  readonly condition: string;
}

function renamed(filter: SigmaFilter, letters: string): Addition {
  const { detection } = filter;
  const prefix = `_filt_${letters}`;
  const detections = [...(detection?.detections.values() ?? [])].map((named) => renameDetection(named, prefix));
  return { filter, detections, condition: prefixCondition(detection?.conditions[0]?.text ?? '', prefix) };
}

function withFilters(rule: SigmaRule, additions: readonly Addition[]): FilteredRule {
  const own = rule.detection?.broken ? undefined : rule.detection;
  const detections = new Map(own?.detections ?? []);
  for (const added of additions.flatMap((addition) => addition.detections)) detections.set(added.name, added);
  const filters = additions.map(({ condition }) => condition);
  const conditions = (own?.conditions ?? []).map((condition) => joinConditions(condition, filters));
  const span = rule.detection?.span ?? rule.span;
  const detection = { detections, conditions, span, broken: false };
  return { ...rule, detection, unfiltered: rule, filters: additions.map(({ filter }) => filter) };
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

/** `((condition) and (filter)) and (filter)`: characters of filters have no place in the rule and stand at the end of its condition. */
function joinConditions(condition: SigmaConditionText, filters: readonly string[]): SigmaConditionText {
  const opened = filters.length;
  const closed = opened + condition.text.length;
  return {
    text: '('.repeat(opened) + condition.text + filters.map((filter) => `) and (${filter})`).join(''),
    span: condition.span,
    offsetAt: (index) => {
      if (index < opened) return condition.span.start;
      return index <= closed ? condition.offsetAt(index - opened) : condition.span.end;
    },
  };
}
