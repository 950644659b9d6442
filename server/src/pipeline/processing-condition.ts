/** Conditions of processing items and how they are declared. One file each in `conditions/`. */
import type { Parameters } from './parameters.ts';
import type { PipelineRun } from './pipeline-run.ts';
import type { AnyRuleDraft, ItemDraft } from './rule-draft.ts';

export interface RuleCondition {
  match(rule: AnyRuleDraft, run: PipelineRun): boolean;
}

export interface DetectionItemCondition {
  match(item: ItemDraft, run: PipelineRun): boolean;
}

export interface FieldNameCondition {
  matchFieldName(field: string | null, run: PipelineRun): boolean;
  /** For a whole detection item: its field or a field that its values refer to. */
  matchDetectionItem(item: ItemDraft, run: PipelineRun): boolean;
}

export interface ConditionDefinition<T> {
  readonly id: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Throws a `ConversionError` for parameters that make no sense. */
  create(parameters: Parameters): T;
}

export interface ConditionKinds {
  readonly rule: ConditionDefinition<RuleCondition>;
  readonly detectionItem: ConditionDefinition<DetectionItemCondition>;
  readonly fieldName: ConditionDefinition<FieldNameCondition>;
}

/** What a file in `conditions/` exports: a condition of one kind or, under the same id, of several. */
export type Conditions = Partial<ConditionKinds>;

/** A field name condition that looks at the item's field and at the field references among its values. */
export function fieldNameCondition(matches: (field: string | null, run: PipelineRun) => boolean): FieldNameCondition {
  return {
    matchFieldName: matches,
    matchDetectionItem(item, run) {
      if (matches(item.field, run)) return true;
      return item.value.some((value) => value.type === 'fieldref' && matches(value.field, run));
    },
  };
}
