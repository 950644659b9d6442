/** Finalizers make one output of all queries. One file each in `finalizers/`. */
import type { YamlNode } from '../yaml/nodes.ts';
import type { OutputValue } from './output-value.ts';
import type { Parameters } from './parameters.ts';
import type { PipelineRun } from './pipeline-run.ts';
import type { ExternalSources } from './transformation.ts';

export interface Finalizer {
  /** `run` is what the pipeline knows after the last rule. */
  apply(output: OutputValue, run: PipelineRun): OutputValue;
}

export interface FinalizerContext {
  readonly externalSources: ExternalSources | undefined;
  loadFinalizers(node: YamlNode): readonly Finalizer[];
}

export interface FinalizerDefinition {
  readonly id: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  create(parameters: Parameters, context: FinalizerContext): Finalizer;
}
