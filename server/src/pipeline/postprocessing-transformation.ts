/** Transformations of finished queries and how they are declared. One file each in `postprocessing/`. */
import type { YamlNode } from '../yaml/nodes.ts';
import type { OutputValue } from './output-value.ts';
import type { Parameters } from './parameters.ts';
import type { PipelineRun } from './pipeline-run.ts';
import type { QueryPostprocessingItem } from './processing-pipeline.ts';
import type { AnyRuleDraft } from './rule-draft.ts';
import type { ExternalSources } from './transformation.ts';

export interface PostprocessingTransformation {
  /** Throws a `ConversionError` for a query that it cannot work on (a format may hand out objects). */
  apply(query: OutputValue, rule: AnyRuleDraft, run: PipelineRun, item: QueryPostprocessingItem): OutputValue;
}

export interface PostprocessingContext {
  readonly externalSources: ExternalSources | undefined;
  loadItems(node: YamlNode): readonly QueryPostprocessingItem[];
}

export interface PostprocessingDefinition {
  readonly id: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  create(parameters: Parameters, context: PostprocessingContext): PostprocessingTransformation;
}
