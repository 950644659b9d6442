/**
 * The rule model, named as in pySigma (`sigma/rule`, `sigma/correlations.py`, `sigma/filters.py`). It knows no pipelines, backends
 * or lint, is immutable, and every part carries its span in the rule file's text.
 */
import type { Span } from '../../base/span.ts';
import type { YamlDate, YamlMap, YamlNode } from '../../yaml/nodes.ts';
import type { SigmaError } from '../sigma-error.ts';
import type { SigmaType } from '../types/sigma-type.ts';

/** A value read from the text with its place. `node` is absent for values that a pipeline or filter made. */
export interface Spanned<T> {
  readonly value: T;
  readonly span: Span;
}

export type SigmaLevel = 'informational' | 'low' | 'medium' | 'high' | 'critical';
export type SigmaStatus = 'unsupported' | 'deprecated' | 'experimental' | 'test' | 'stable';
export type SigmaRelatedType = 'correlation' | 'derived' | 'merged' | 'obsolete' | 'renamed' | 'similar';

export interface SigmaRuleTag {
  readonly namespace: string;
  readonly name: string;
  readonly span: Span;
}

export interface SigmaRelated {
  readonly id: string;
  readonly type: SigmaRelatedType;
  readonly span: Span;
}

/** What rules, correlations and filters have in common. Absent and broken attributes are `undefined`; `errors` says which are broken. */
export interface SigmaRuleBase {
  /** Index of the YAML document in its file. */
  readonly document: number;
  readonly span: Span;
  /** The document's mapping (after `action: global` merging for rules that a template completes). */
  readonly node: YamlMap;
  readonly title: Spanned<string> | undefined;
  /** UUID in Python's canonical form. */
  readonly id: Spanned<string> | undefined;
  readonly name: Spanned<string> | undefined;
  readonly taxonomy: string;
  readonly related: readonly SigmaRelated[];
  readonly status: Spanned<SigmaStatus> | undefined;
  readonly level: Spanned<SigmaLevel> | undefined;
  readonly description: Spanned<string> | undefined;
  readonly author: Spanned<string> | undefined;
  readonly license: Spanned<string> | undefined;
  readonly date: Spanned<YamlDate> | undefined;
  readonly modified: Spanned<YamlDate> | undefined;
  readonly references: readonly Spanned<string>[];
  readonly tags: readonly SigmaRuleTag[];
  readonly fields: readonly Spanned<string>[];
  readonly falsepositives: readonly Spanned<string>[];
  readonly scope: readonly Spanned<string>[];
  readonly customAttributes: ReadonlyMap<string, YamlNode>;
  /** What pySigma collects, in its order. One with `fatal` is the last: pySigma stops there even when it collects errors. */
  readonly errors: readonly SigmaError[];
  /** What is wrong besides; pySigma does not get to see it, because it stops at the first error of a part. */
  readonly furtherErrors: readonly SigmaError[];
  /** What pySigma raises for this document when it does not collect errors. */
  readonly raises: SigmaError | undefined;
}

export interface SigmaLogSource {
  readonly category: string | undefined;
  readonly product: string | undefined;
  readonly service: string | undefined;
  readonly definition: string | undefined;
  /** The mapping below `logsource`. */
  readonly node: YamlMap;
  readonly customAttributes: ReadonlyMap<string, YamlNode>;
  readonly span: Span;
}

export type ItemLinking = 'and' | 'or';

export interface SigmaDetectionItem {
  readonly kind: 'item';
  /** `null` for keywords. */
  readonly field: string | null;
  /** Modifier identifiers as written. */
  readonly modifiers: readonly string[];
  /** After modifiers. */
  readonly value: readonly SigmaType[];
  /** Before modifiers. */
  readonly originalValue: readonly SigmaType[];
  readonly valueLinking: ItemLinking;
  /** `neq`: NOT around the item. */
  readonly negated: boolean;
  readonly span: Span;
  /** The key (`field|mod|mod`), or the value for keywords. */
  readonly keySpan: Span;
  /** The field's name within the key; empty for keywords with modifiers, the value for those without. */
  readonly fieldSpan: Span;
  /** Each of `modifiers` within the key. */
  readonly modifierSpans: readonly Span[];
  /** The value or list of values that was read; absent where a pipeline made the item. */
  readonly node?: YamlNode | undefined;
}

export interface SigmaDetection {
  readonly kind: 'detection';
  readonly items: readonly (SigmaDetectionItem | SigmaDetection)[];
  readonly itemLinking: ItemLinking;
  /** What was read; absent where a pipeline made the detection. */
  readonly node?: YamlNode | undefined;
  readonly span: Span;
}

export interface NamedDetection {
  /** As written; Python's `str()` of a key that is no string. */
  readonly name: string;
  /** The key's node; absent where a pipeline or filter made the detection. */
  readonly key?: YamlNode | undefined;
  /** The name in the `detection` mapping. */
  readonly nameSpan: Span;
  readonly detection: SigmaDetection;
}

/** One entry of `condition`: the text as PyYAML reads it, and the way from its characters back to the file. */
export interface SigmaConditionText {
  /** For a condition that is no string: Python's `str()` of it. */
  readonly text: string;
  readonly span: Span;
  /** The node of a condition that is no string; pySigma keeps it and fails when it is parsed. */
  readonly node?: YamlNode | undefined;
  /** Offset in the file of the character at `index` of `text` (also for quoted, escaped and folded scalars). */
  offsetAt(index: number): number;
}

export interface SigmaDetections {
  /** By name, in order. A key that is no string stands under a name that no condition can spell. */
  readonly detections: ReadonlyMap<string, NamedDetection>;
  readonly conditions: readonly SigmaConditionText[];
  /** The value of `condition`; absent where there is none, or where a pipeline or filter made the conditions. */
  readonly conditionNode?: YamlNode | undefined;
  readonly span: Span;
  /** Something in here is broken: pySigma then has no detections at all for the rule, we have those that could be read. */
  readonly broken: boolean;
}

export interface SigmaRule extends SigmaRuleBase {
  readonly kind: 'rule';
  readonly logsource: SigmaLogSource | undefined;
  readonly detection: SigmaDetections | undefined;
}

export type SigmaCorrelationType =
  | 'event_count'
  | 'value_count'
  | 'temporal'
  | 'temporal_ordered'
  | 'value_sum'
  | 'value_avg'
  | 'value_percentile'
  | 'value_median';

export interface SigmaCorrelationTimespan {
  /** As written, e.g. `5m`. */
  readonly spec: string;
  readonly count: number;
  readonly unit: 's' | 'm' | 'h' | 'd' | 'w' | 'M' | 'y';
  readonly seconds: number;
  readonly span: Span;
}

export type SigmaCorrelationConditionOperator = 'lt' | 'lte' | 'gt' | 'gte' | 'eq' | 'neq';

/** The tree of a condition: rules' conditions and the extended conditions of correlations. */
export type ConditionNode =
  | { readonly kind: 'and' | 'or'; readonly args: readonly ConditionNode[]; readonly span: Span }
  | { readonly kind: 'not'; readonly args: readonly [ConditionNode]; readonly span: Span }
  | { readonly kind: 'identifier'; readonly name: string; readonly span: Span }
  | {
      readonly kind: 'selector';
      readonly quantifier: '1' | 'any' | 'all';
      readonly pattern: string;
      readonly patternSpan: Span;
      readonly span: Span;
    };

export interface SigmaCorrelationCondition {
  readonly op: SigmaCorrelationConditionOperator;
  /** A fraction as a number. */
  readonly count: bigint | number;
  /** Whether pySigma 1.5 reads another count, or none. */
  readonly isMisread?: boolean;
  readonly fields: readonly Spanned<string>[];
  /** The value of `field` as written. */
  readonly fieldNode: YamlNode | undefined;
  /** Whether `field` was written as a list. */
  readonly fieldIsList: boolean;
  readonly percentile: number | undefined;
  readonly span: Span;
}

export interface SigmaRuleReference {
  /** Id or name as written. */
  readonly reference: string;
  readonly span: Span;
  /** The node of a reference that is no string: pySigma takes an integer for a position in the collection. */
  readonly node?: YamlNode | undefined;
}

export interface SigmaCorrelationFieldAlias {
  readonly alias: string;
  readonly span: Span;
  readonly mapping: readonly { readonly rule: SigmaRuleReference; readonly field: string; readonly fieldSpan: Span }[];
}

export interface SigmaCorrelationRule extends SigmaRuleBase {
  readonly kind: 'correlation';
  readonly type: Spanned<SigmaCorrelationType> | undefined;
  readonly rules: readonly SigmaRuleReference[];
  readonly generate: boolean;
  readonly groupBy: readonly Spanned<string>[] | undefined;
  readonly timespan: SigmaCorrelationTimespan | undefined;
  readonly aliases: readonly SigmaCorrelationFieldAlias[];
  readonly condition: SigmaCorrelationCondition | undefined;
  /** Only for `temporal` and `temporal_ordered`: the condition is an expression over rules. */
  readonly extendedCondition: { readonly text: SigmaConditionText; readonly tree: ConditionNode } | undefined;
}

export interface SigmaFilter extends SigmaRuleBase {
  readonly kind: 'filter';
  readonly logsource: SigmaLogSource | undefined;
  readonly rules: 'any' | readonly SigmaRuleReference[];
  /** The part below `filter`: its detections and its one condition. */
  readonly detection: SigmaDetections | undefined;
}

export type SigmaRuleBaseKind = SigmaRule['kind'] | SigmaCorrelationRule['kind'] | SigmaFilter['kind'];
export type AnySigmaRule = SigmaRule | SigmaCorrelationRule | SigmaFilter;

/** All documents of one text. */
export interface SigmaCollection {
  /** In the order of the documents; filters included and not applied. */
  readonly rules: readonly AnySigmaRule[];
  /** Errors that belong to no rule (broken YAML, `action` misuse, documents that are no mapping). */
  readonly errors: readonly SigmaError[];
  /** What pySigma collects, of rules and of the collection, in the order of the documents. */
  readonly collectedErrors: readonly SigmaError[];
  /** What pySigma raises while it reads the documents, without and with `collect_errors`; references and filters come later. */
  readonly raises: SigmaError | undefined;
  readonly collectRaises: SigmaError | undefined;
  /** Indexes of YAML documents that are no Sigma (see `isSigmaDocument`) and were left out. */
  readonly skippedDocuments: readonly number[];
}
