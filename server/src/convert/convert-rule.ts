/** One rule to its queries: pipeline, conditions, format. */

import { ConversionError, featureNotSupported } from '../pipeline/conversion-error.ts';
import type { OutputValue } from '../pipeline/output-value.ts';
import type { ConversionNotice, PipelineRun } from '../pipeline/pipeline-run.ts';
import { applyPipeline, applyPostprocessing, type ProcessingPipeline } from '../pipeline/processing-pipeline.ts';
import type { QueryText } from '../pipeline/query-text.ts';
import { type Compat, reproduces } from '../pipeline/quirks.ts';
import type { AnyRuleDraft, CorrelationDraft, RuleDraft } from '../pipeline/rule-draft.ts';
import type { ConditionItem } from '../sigma/condition/condition-item.ts';
import { hasGluedOperator, parseCondition } from '../sigma/condition/parse-condition.ts';
import { emptySelectorsOf, postprocessCondition } from '../sigma/condition/postprocess.ts';
import type { SigmaConditionText, SigmaDetections } from '../sigma/rule/sigma-rule.ts';
import type { SigmaError } from '../sigma/sigma-error.ts';
import type { ConversionBackend, Finalizing } from './backend.ts';
import { ConversionState, isDeferred } from './conversion-state.ts';
import { remark } from './remarks.ts';
import type { ReferencedRule } from './text-correlation-backend.ts';
import { unmappedFields } from './unmapped-fields.ts';

/** What stays the same for all rules of a conversion. */
export interface ConversionSetup {
  readonly backend: ConversionBackend;
  readonly pipeline: ProcessingPipeline;
  /** Throws for a format that the backend does not have. */
  finalizing(): Finalizing;
  readonly correlationMethod: string | undefined;
  readonly compat: Compat;
  /** Where a conversion tells: by default, but not where pySigma is reproduced. */
  readonly tells: boolean;
  /** Values that live as long as the conversion of one collection. */
  readonly shared: Map<string, unknown>;
}

/** A query of a rule with what happened on the way. */
export interface FinishedQuery {
  /** As the format and the pipeline's post-processing leave it; as the backend made it where it only serves a correlation. */
  readonly output: OutputValue;
  /** Before the format; correlations build on it. */
  readonly query: QueryText;
  readonly state: ConversionState;
}

export interface ConvertedRule {
  readonly queries: readonly FinishedQuery[];
  /** One for each condition, also for those that gave no query. */
  readonly states: readonly ConversionState[];
  readonly run: PipelineRun;
}

/** `finalize` false: the queries only serve correlations. Throws a `ConversionError`. */
export function convertRule(rule: RuleDraft, setup: ConversionSetup, finalize: boolean): ConvertedRule {
  const run = applyPipeline(setup.pipeline, rule, setup.compat, setup.shared);
  run.notices.push(...unmappedFields(rule, run));
  const detections: SigmaDetections = {
    detections: rule.detections,
    conditions: rule.conditions,
    span: rule.source.detection?.span ?? rule.source.span,
    broken: false,
  };
  const queries: { query: QueryText; state: ConversionState }[] = [];
  // pySigma: conversion/base.py#convert_rule – of several conditions one may give no query; the states are counted on all the same.
  const states: ConversionState[] = [];
  for (const condition of rule.conditions) {
    const state = new ConversionState(run.state, setup.compat, setup.shared);
    states.push(state);
    const item = conditionTree(condition, detections, setup);
    const converted = setup.backend.convertCondition(item, state);
    if (converted === null) {
      run.notices.push(...withoutQuery(condition, rule.conditions.length, setup));
      continue;
    }
    if (setup.tells && setup.backend.remarks)
      remark(item, setup.backend.remarks, isDeferred(converted) ? 0 : converted.length, state);
    queries.push({ query: setup.backend.finishQuery(rule, converted, state), state: states[queries.length] ?? state });
  }
  return { queries: finishAll(rule, queries, run, setup, finalize), states, run };
}

/** What to say of a condition of which nothing is left; throws where it is the only one. */
function withoutQuery({ span }: SigmaConditionText, conditions: number, setup: ConversionSetup): ConversionNotice[] {
  // pySigma: conversion/base.py#convert_rule – gives no query and no word.
  if (reproduces(setup, 'no-query')) return [];
  const message = 'Nothing is left of this condition to search for: the pipeline has removed all that it names.';
  if (conditions === 1) throw new ConversionError('SigmaConversionError', message, span);
  return [{ code: 'no_query', message, span }];
}

function conditionTree(
  condition: SigmaConditionText,
  detections: SigmaDetections,
  setup: ConversionSetup,
): ConditionItem | null {
  const gluedOperators = hasGluedOperator(condition) && reproduces(setup, 'glued-operators');
  const { tree, error } = parseCondition(condition, { gluedOperators });
  if (error || !tree) throw asConversionError(error);
  const emptySelectors = emptySelectorsOf(tree, detections).length > 0 && reproduces(setup, 'empty-selector');
  const postprocessed = postprocessCondition(tree, detections, { emptySelectors });
  if (postprocessed.error) throw asConversionError(postprocessed.error);
  return postprocessed.item;
}

export function asConversionError(error: SigmaError | null): ConversionError {
  if (!error) return new ConversionError('SigmaConditionError', 'The condition is empty.');
  return new ConversionError(error.errorClass, error.message, error.span);
}

export function convertCorrelation(
  rule: CorrelationDraft,
  referenced: readonly ReferencedRule[],
  setup: ConversionSetup,
): ConvertedRule {
  const { backend } = setup;
  const method = backend.checkCorrelationMethod(setup.correlationMethod);
  const run = applyPipeline(setup.pipeline, rule, setup.compat, setup.shared);
  const correlation = { rule, referenced, method };
  checkCountedFields(rule, setup);
  const queries = backend.convertCorrelationRule(correlation).flatMap((converted) => {
    if (converted === null) return [];
    const state = new ConversionState(run.state, setup.compat, setup.shared);
    return [{ query: backend.finishQuery(rule, converted, state, referenced), state }];
  });
  const states = queries.map(({ state }) => state);
  if (setup.tells) run.notices.push(...backend.correlationNotices(correlation));
  return { queries: finishAll(rule, queries, run, setup, true), states, run };
}

// pySigma: conversion/base.py#convert_correlation_aggregation_from_template – "dc(x, y)" and the like count something else.
function checkCountedFields({ source, condition }: CorrelationDraft, setup: ConversionSetup): void {
  if (source.type?.value !== 'value_count' || !condition || condition.fields.length < 2) return;
  if (reproduces(setup, 'counted-fields')) return;
  throw featureNotSupported(
    'A value_count of several fields together cannot be converted: count one field, which a pipeline may make of them',
    condition.span,
  );
}

function finishAll(
  rule: AnyRuleDraft,
  queries: readonly { query: QueryText; state: ConversionState }[],
  run: PipelineRun,
  setup: ConversionSetup,
  finalize: boolean,
): FinishedQuery[] {
  if (!finalize) return queries.map((finished) => ({ ...finished, output: finished.query }));
  return queries.map(({ query, state }, index) => {
    const finalizing = setup.finalizing();
    const output = finalizing.query(query, { rule, index, state });
    const { withoutPostprocessing } = finalizing;
    if (withoutPostprocessing && reproduces(setup, withoutPostprocessing)) return { query, state, output };
    return { query, state, output: applyPostprocessing(setup.pipeline.postprocessing, output, rule, run) };
  });
}
