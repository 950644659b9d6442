/**
 * The working copy of a rule that a pipeline changes. The parsed rule stays as it is: a conversion never mutates it, so two conversions
 * may interleave.
 */
import type {
  NamedDetection,
  SigmaConditionText,
  SigmaCorrelationCondition,
  SigmaCorrelationFieldAlias,
  SigmaCorrelationRule,
  SigmaDetection,
  SigmaDetectionItem,
  SigmaLogSource,
  SigmaRule,
  SigmaRuleTag,
  Spanned,
} from '../sigma/rule/sigma-rule.ts';
import { type PlainValue, plainValue } from './plain-value.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A detection item with the ids of the processing items that changed it. */
export interface ItemDraft extends Mutable<SigmaDetectionItem> {
  applied: Set<string> | undefined;
  /** Whether a field mapping knew its field. */
  mapped?: boolean | undefined;
  /** Whether a pipeline made it, so that its field is the target's own. */
  added?: boolean | undefined;
}

export interface DetectionDraft extends Omit<Mutable<SigmaDetection>, 'items'> {
  items: (ItemDraft | DetectionDraft)[];
}

export interface NamedDetectionDraft extends Omit<Mutable<NamedDetection>, 'detection'> {
  detection: DetectionDraft;
}

interface DraftBase {
  fields: Spanned<string>[];
  customAttributes: Map<string, PlainValue>;
  tags: SigmaRuleTag[];
  /** Ids of the processing items that were applied to the rule. */
  readonly applied: Set<string>;
}

export type LogSourceDraft = Pick<SigmaLogSource, 'category' | 'product' | 'service'>;

export interface RuleDraft extends DraftBase {
  readonly kind: 'rule';
  readonly source: SigmaRule;
  logsource: LogSourceDraft;
  readonly detections: Map<string, NamedDetectionDraft>;
  conditions: SigmaConditionText[];
}

export interface CorrelationDraft extends DraftBase {
  readonly kind: 'correlation';
  readonly source: SigmaCorrelationRule;
  /** In the order of the references. */
  readonly referencedRules: readonly AnyRuleDraft[];
  groupBy: Spanned<string>[] | undefined;
  aliases: readonly SigmaCorrelationFieldAlias[];
  condition: SigmaCorrelationCondition | undefined;
}

export type AnyRuleDraft = RuleDraft | CorrelationDraft;

export function itemDraft(item: SigmaDetectionItem): ItemDraft {
  return { ...item, applied: undefined };
}

export function detectionDraft(detection: SigmaDetection): DetectionDraft {
  return {
    ...detection,
    items: detection.items.map((item) => (item.kind === 'item' ? itemDraft(item) : detectionDraft(item))),
  };
}

const noLogSource: LogSourceDraft = { category: undefined, product: undefined, service: undefined };

const correlationKeyOf = (rule: SigmaRule | SigmaCorrelationRule) =>
  rule.kind === 'correlation' ? 'correlation' : undefined;

function draftBase(rule: SigmaRule | SigmaCorrelationRule): DraftBase {
  const customAttributes = new Map<string, PlainValue>();
  for (const { key, value } of rule.node.entries) {
    const name = key.kind === 'scalar' && typeof key.value === 'string' ? key.value : undefined;
    // pySigma: correlations.py#from_dict – takes the correlation itself for an attribute of its own making.
    const isCustom = name !== undefined && (rule.customAttributes.has(name) || name === correlationKeyOf(rule));
    if (isCustom) customAttributes.set(name, plainValue(rule.customAttributes.get(name) ?? value));
  }
  return { fields: [...rule.fields], customAttributes, tags: [...rule.tags], applied: new Set() };
}

export function ruleDraft(rule: SigmaRule): RuleDraft {
  const detections = new Map<string, NamedDetectionDraft>();
  for (const [name, named] of rule.detection?.detections ?? [])
    detections.set(name, { ...named, detection: detectionDraft(named.detection) });
  return {
    kind: 'rule',
    source: rule,
    logsource: rule.logsource ?? noLogSource,
    detections,
    conditions: [...(rule.detection?.conditions ?? [])],
    ...draftBase(rule),
  };
}

export function correlationDraft(
  rule: SigmaCorrelationRule,
  referencedRules: readonly AnyRuleDraft[],
): CorrelationDraft {
  return {
    kind: 'correlation',
    source: rule,
    referencedRules,
    groupBy: rule.groupBy && [...rule.groupBy],
    aliases: rule.aliases,
    condition: rule.condition ?? impliedCondition(rule),
    ...draftBase(rule),
  };
}

/** A temporal correlation without a condition wants all its rules. */
function impliedCondition(rule: SigmaCorrelationRule): SigmaCorrelationCondition | undefined {
  if (rule.extendedCondition) return undefined;
  return {
    op: 'gte',
    count: BigInt(rule.rules.length),
    fields: [],
    fieldIsList: false,
    fieldNode: undefined,
    percentile: undefined,
    span: rule.span,
  };
}

export function markApplied(target: ItemDraft | DetectionDraft | AnyRuleDraft, id: string): void {
  if (target.kind === 'detection') for (const item of target.items) markApplied(item, id);
  else if (target.kind === 'item') {
    target.applied ??= new Set();
    target.applied.add(id);
  } else target.applied.add(id);
}

/** A condition with text put around it; what stood there keeps its place in the file. */
export function wrapCondition(condition: SigmaConditionText, prefix: string, suffix: string): SigmaConditionText {
  const { span } = condition;
  return {
    text: prefix + condition.text + suffix,
    span,
    offsetAt(index) {
      const inner = index - prefix.length;
      if (inner < 0) return span.start;
      return inner > condition.text.length ? span.end : condition.offsetAt(inner);
    },
  };
}

/** Every detection item of a rule, nested ones included, in the order of the definition. */
export function itemsOf(rule: RuleDraft): ItemDraft[] {
  return [...rule.detections.values()].flatMap(({ detection }) => itemsOfDetection(detection));
}

export function itemsOfDetection(detection: DetectionDraft): ItemDraft[] {
  return detection.items.flatMap((item) => (item.kind === 'item' ? [item] : itemsOfDetection(item)));
}
