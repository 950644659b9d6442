/** Makes a rule of a gold rule and what a report supports of it: the report's values, with the gold rule's structure and filters. */
import type { ConditionNode } from '../../sigma/rule/sigma-rule.ts';
import { type GoldItem, type GoldSelection, isCircumstance } from './gold-rule.ts';
import type { Support } from './match-gold.ts';
import { selectionsLike } from './match-gold.ts';
import type { FoundValue } from './match-value.ts';
import type { NormalisedText } from './normalise-text.ts';
import {
  type DraftItem,
  type DraftSelection,
  type DraftValue,
  draftValue,
  hasReportValue,
  type RuleDraft,
} from './rule-draft.ts';

export interface InstantiateOptions {
  /** Event names and file names of Linux: only the very spelling counts as the report's value. */
  readonly cased: boolean;
  /** Of a gold rule for many techniques only those are kept that the report speaks of otherwise. */
  readonly spokenOf?: ReadonlySet<string>;
  /** Values that other parts of the report imply: they join, without a place. */
  readonly implied?: readonly string[];
  /** Last change of the draft before it is asked for a value from the report. */
  readonly complete?: (draft: RuleDraft) => RuleDraft;
}

/** `undefined` when no value would come from the report. */
export function instantiateGold(
  support: Support,
  report: NormalisedText,
  options: InstantiateOptions,
): RuleDraft | undefined {
  const { rule } = support;
  const selections: DraftSelection[] = [];
  for (const selection of rule.selections.values()) {
    const made = draftSelection(selection, support, report, options);
    if (made) selections.push(made);
  }
  const names = new Set(selections.map(({ name }) => name));
  const condition = tidyCondition(printCondition(rule.condition, support, names), names);
  const draft: RuleDraft = {
    provider: rule.provider,
    kind: 'behavioral',
    title: rule.title,
    description: rule.description,
    references: rule.references,
    techniques: narrowTechniques(rule.techniques, options.spokenOf),
    logsource: rule.logsource,
    selections,
    condition,
    falsepositives: rule.falsepositives,
    level: rule.level,
    position: Math.min(...support.observations.map(({ start }) => start)),
  };
  const completed = options.complete?.(draft) ?? draft;
  return hasReportValue(completed) ? completed : undefined;
}

function narrowTechniques(techniques: readonly string[], spokenOf: ReadonlySet<string> | undefined): readonly string[] {
  if (techniques.length < 3 || !spokenOf) return techniques;
  const kept = techniques.filter((id) => spokenOf.has(id));
  return kept.length > 0 ? kept : techniques.slice(0, 1);
}

function draftSelection(
  selection: GoldSelection,
  support: Support,
  report: NormalisedText,
  options: InstantiateOptions,
): DraftSelection | undefined {
  const { name, alternatives } = selection;
  if (selection.filter || selection.context)
    return { name, alternatives: alternatives.map((items) => items.map(wholeItem)) };
  const kept = support.selections.get(name);
  if (!kept) return undefined;
  const spread = spreadPositions(alternatives, kept);
  const drafted = [...spread.keys()]
    .sort((a, b) => a - b)
    .map((index) =>
      (alternatives[index] as readonly GoldItem[]).map((item, position) =>
        draftItem(item, spread.get(index)?.get(position), support, report, options),
      ),
    );
  return { name, alternatives: drafted };
}

type Kept = Map<number, Map<number, Map<string, FoundValue[]>>>;

/** An argument may stand at any of the positions that the gold rule looks at, not only where this report has it. */
function spreadPositions(alternatives: GoldSelection['alternatives'], kept: Kept): Kept {
  const positional =
    alternatives.length > 1 &&
    alternatives.every((items) => items.length === 1 && /^a\d+$/.test(items[0]?.field ?? ''));
  const lists = new Set(alternatives.map((items) => items[0]?.values.join('\n')));
  if (!positional || lists.size !== 1) return kept;
  const union = new Map<string, FoundValue[]>();
  for (const items of kept.values()) {
    for (const [value, places] of items.get(0) ?? []) union.set(value, [...(union.get(value) ?? []), ...places]);
  }
  return new Map(alternatives.map((_, index) => [index, new Map([[0, union]])]));
}

function wholeItem({ field, modifiers, values }: GoldItem): DraftItem {
  return { field, modifiers, values: values.map((text) => ({ text })) };
}

function draftItem(
  item: GoldItem,
  found: Map<string, FoundValue[]> | undefined,
  support: Support,
  report: NormalisedText,
  options: InstantiateOptions,
): DraftItem {
  if (item.field === 'eventSource' && support.eventSources.size > 0) {
    const sources = item.values.filter((value) => support.eventSources.has(value));
    return { ...wholeItem(item), values: sources.map((text) => ({ text })) };
  }
  if (isCircumstance(item.field) || !found) return wholeItem(item);
  const implied = item.field === 'eventName' ? (options.implied ?? []) : [];
  const values: DraftValue[] = [];
  for (const value of item.values) {
    const places = found.get(value);
    if (places) values.push(bestValue(value, places, report, options.cased || item.field === 'eventName'));
    else if (implied.includes(value)) values.push({ text: value });
  }
  return { field: item.field, modifiers: item.modifiers, values };
}

/** The report's own spelling at the first place that has it. */
function bestValue(value: string, places: readonly FoundValue[], report: NormalisedText, cased: boolean): DraftValue {
  for (const { start, end } of places) {
    if (start === undefined || end === undefined) continue;
    const made = draftValue(report.original, value, report.originalSpan(start, end), { cased });
    if (made.span) return made;
  }
  return { text: value };
}

/** The condition over the selections that are left. */
function printCondition(node: ConditionNode, support: Support, names: ReadonlySet<string>): string {
  switch (node.kind) {
    case 'identifier':
      return names.has(node.name) ? node.name : '';
    case 'not': {
      const inner = printCondition(node.args[0], support, names);
      return inner && `not ${inner.includes(' or ') || inner.includes(' and ') ? `(${inner})` : inner}`;
    }
    case 'selector': {
      const named = selectionsLike(support.rule, node.pattern);
      const left = named.filter(({ name }) => names.has(name));
      if (left.length === 0 || (node.quantifier === 'all' && left.length < named.length)) return '';
      if (left.every(({ filter }) => filter) || node.quantifier === 'all')
        return `${node.quantifier} of ${node.pattern}`;
      return left.length === 1 ? (left[0]?.name ?? '') : `1 of ${node.pattern}`;
    }
    default: {
      const parts = node.args.map((arg) => printCondition(arg, support, names)).filter((part) => part !== '');
      if (node.kind === 'and' && parts.length < node.args.length) return '';
      if (parts.length < 2) return parts[0] ?? '';
      const word = node.kind === 'and' ? ' and ' : ' or ';
      const other = node.kind === 'and' ? ' or ' : ' and ';
      return parts.map((part) => (part.includes(other) ? `(${part})` : part)).join(word);
    }
  }
}

/** A selector that one selection is left for names it. */
function tidyCondition(condition: string, names: ReadonlySet<string>): string {
  return condition.replace(/\b(?:all|1) of (\w+)\*/g, (selector, prefix: string) => {
    const named = [...names].filter((name) => name.startsWith(prefix));
    return named.length === 1 && !prefix.startsWith('filter') ? (named[0] as string) : selector;
  });
}
