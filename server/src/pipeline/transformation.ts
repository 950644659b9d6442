/** Transformations of rules and how they are declared. One file each in `transformations/`. */

import type { YamlNode } from '../yaml/nodes.ts';
import type { Parameters } from './parameters.ts';
import type { PipelineRun } from './pipeline-run.ts';
import type { ProcessingItem } from './processing-pipeline.ts';
import { matchesDetectionItem } from './processing-pipeline.ts';
import { type AnyRuleDraft, type DetectionDraft, type ItemDraft, markApplied } from './rule-draft.ts';

export interface Transformation {
  /** Changes the rule. Throws a `ConversionError` when the rule must not be converted. */
  apply(rule: AnyRuleDraft, run: PipelineRun, item: ProcessingItem): void;
}

/** What a transformation may need while it is created. */
export interface LoadContext {
  /** Loads items that lie inside another one. */
  loadItems(node: YamlNode): readonly ProcessingItem[];
  readonly externalSources: ExternalSources | undefined;
  /** A table beside a built-in pipeline. */
  readData(name: string): string;
}

export interface ExternalRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** Reads placeholder values from outside; only present where the user allowed it. */
export interface ExternalSources {
  readFile(path: string): string;
  fetch(request: ExternalRequest): string;
  run(command: string | readonly string[]): string;
}

export interface TransformationDefinition {
  readonly id: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Throws a `ConversionError` for parameters that make no sense. */
  create(parameters: Parameters, context: LoadContext): Transformation;
}

/** A transformation of the rule as a whole; the rule is marked before it changes. */
export function ruleTransformation(
  change: (rule: AnyRuleDraft, run: PipelineRun, item: ProcessingItem) => void,
): Transformation {
  return {
    apply(rule, run, item) {
      markApplied(rule, item.identifier);
      change(rule, run, item);
    },
  };
}

export type ItemChange = (
  detectionItem: ItemDraft,
  run: PipelineRun,
  item: ProcessingItem,
) => ItemDraft | DetectionDraft | undefined;

/**
 * A transformation of detection items that the item's conditions match. The change may alter the item or return a replacement (also the
 * altered item itself); only a returned one counts as processed.
 */
export function detectionItemTransformation(change: ItemChange): Transformation {
  return ruleTransformation((rule, run, item) => {
    if (rule.kind !== 'rule') return;
    for (const { detection } of rule.detections.values()) changeItems(detection, change, run, item);
  });
}

export function changeItems(
  detection: DetectionDraft,
  change: ItemChange,
  run: PipelineRun,
  item: ProcessingItem,
): void {
  const { items } = detection;
  for (let i = 0; i < items.length; i++) {
    const current = items[i] as ItemDraft | DetectionDraft;
    if (current.kind === 'detection') {
      changeItems(current, change, run, item);
      continue;
    }
    if (!matchesDetectionItem(item, current, run)) continue;
    const replacement = change(current, run, item);
    if (!replacement) continue;
    items[i] = replacement;
    markApplied(replacement, item.identifier);
  }
}
