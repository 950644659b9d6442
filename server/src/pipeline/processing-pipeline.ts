/**
 * Processing pipelines: the steps that fit a rule to a log source, a data model or a backend before it is converted, and the query after.
 * A pipeline is compiled once and never changes; what happens to one rule is in its `PipelineRun`.
 */

import type { Span } from '../base/span.ts';
import type { ConditionSet } from './condition-set.ts';
import { ConversionError } from './conversion-error.ts';
import type { Finalizer } from './finalizer.ts';
import type { OutputValue } from './output-value.ts';
import { PipelineRun } from './pipeline-run.ts';
import type { PlainValue } from './plain-value.ts';
import type { PostprocessingTransformation } from './postprocessing-transformation.ts';
import type { DetectionItemCondition, FieldNameCondition, RuleCondition } from './processing-condition.ts';
import type { Compat } from './quirks.ts';
import type { AnyRuleDraft, ItemDraft } from './rule-draft.ts';
import type { Transformation } from './transformation.ts';

export interface ProcessingItem {
  readonly identifier: string;
  /** Place in the pipeline file; absent in pipelines made by code. */
  readonly span?: Span | undefined;
  /** The same as `file:line:column`, where the pipeline is a file of the user's. */
  readonly place?: string | undefined;
  readonly transformation: Transformation;
  readonly ruleConditions: ConditionSet<RuleCondition>;
  readonly detectionItemConditions: ConditionSet<DetectionItemCondition>;
  readonly fieldNameConditions: ConditionSet<FieldNameCondition>;
  /** Whether fields that its mapping does not know are known to the target under their own names. */
  readonly nativeFields?: boolean | undefined;
}

export interface QueryPostprocessingItem {
  readonly identifier: string;
  readonly span?: Span | undefined;
  readonly place?: string | undefined;
  readonly transformation: PostprocessingTransformation;
  readonly ruleConditions: ConditionSet<RuleCondition>;
}

export interface ProcessingPipeline {
  readonly name: string | undefined;
  readonly priority: number;
  /** Ids of the backends that it is made for; empty for all. */
  readonly allowedBackends: ReadonlySet<string>;
  readonly vars: ReadonlyMap<string, PlainValue>;
  readonly items: readonly ProcessingItem[];
  readonly postprocessing: readonly QueryPostprocessingItem[];
  readonly finalizers: readonly Finalizer[];
}

export const emptyPipeline: ProcessingPipeline = {
  name: undefined,
  priority: 0,
  allowedBackends: new Set(),
  vars: new Map(),
  items: [],
  postprocessing: [],
  finalizers: [],
};

/** Concatenates pipelines in the given order, whatever their priorities. */
export function mergePipelines(pipelines: readonly ProcessingPipeline[]): ProcessingPipeline {
  return {
    ...emptyPipeline,
    vars: new Map(pipelines.flatMap(({ vars }) => [...vars])),
    items: pipelines.flatMap(({ items }) => items),
    postprocessing: pipelines.flatMap(({ postprocessing }) => postprocessing),
    finalizers: pipelines.flatMap(({ finalizers }) => finalizers),
  };
}

/** Applies the processing items to a rule, which it changes. Throws a `ConversionError` when the pipeline refuses the rule. */
export function applyPipeline(
  pipeline: ProcessingPipeline,
  rule: AnyRuleDraft,
  compat: Compat,
  shared?: Map<string, unknown>,
): PipelineRun {
  const run = new PipelineRun(pipeline.vars, compat, shared);
  applyItems(pipeline.items, rule, run);
  return run;
}

export function applyItems(items: readonly ProcessingItem[], rule: AnyRuleDraft, run: PipelineRun): void {
  for (const item of items) {
    if (!matchesRule(item, rule, run)) continue;
    placed(item, run, () => item.transformation.apply(rule, run, item));
    run.appliedIds.add(item.identifier);
  }
}

/** Runs an item; its error says where the item stands, beside the place in the rule. */
function placed<T>({ place }: { readonly place?: string | undefined }, { compat }: PipelineRun, apply: () => T): T {
  if (place === undefined || compat === true) return apply();
  try {
    return apply();
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    throw new ConversionError(error.errorClass, `${error.message} (pipeline ${place})`, error.span);
  }
}

/** Applies post-processing to a query; what it marks and sets lies in the run that the rule was processed with. */
export function applyPostprocessing(
  items: readonly QueryPostprocessingItem[],
  query: OutputValue,
  rule: AnyRuleDraft,
  run: PipelineRun,
): OutputValue {
  let result = query;
  for (const item of items) {
    if (!matchesRule(item, rule, run)) continue;
    const before = result;
    result = placed(item, run, () => item.transformation.apply(before, rule, run, item));
    run.appliedIds.add(item.identifier);
  }
  return result;
}

/** Whether an item is meant for the rule. Without conditions it is, whatever the negation says. */
export function matchesRule(
  { ruleConditions }: Pick<ProcessingItem, 'ruleConditions'>,
  rule: AnyRuleDraft,
  run: PipelineRun,
): boolean {
  return ruleConditions.isEmpty || ruleConditions.evaluate((condition) => condition.match(rule, run));
}

export function matchesDetectionItem(item: ProcessingItem, detectionItem: ItemDraft, run: PipelineRun): boolean {
  const { detectionItemConditions, fieldNameConditions } = item;
  return (
    detectionItemConditions.evaluate((condition) => condition.match(detectionItem, run)) &&
    fieldNameConditions.evaluate((condition) => condition.matchDetectionItem(detectionItem, run))
  );
}

export function matchesFieldName(item: ProcessingItem, field: string | null, run: PipelineRun): boolean {
  return item.fieldNameConditions.evaluate((condition) => condition.matchFieldName(field, run));
}
