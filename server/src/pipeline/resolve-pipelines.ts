/** Several pipelines as one, in the order of their priorities and then their names. */
import { mergePipelines, type ProcessingPipeline } from './processing-pipeline.ts';

export interface NamedPipeline {
  /** Id of a built-in pipeline, or the file's path, as the user wrote it. */
  readonly name: string;
  readonly pipeline: ProcessingPipeline;
}

export function resolvePipelines(pipelines: readonly NamedPipeline[]): ProcessingPipeline {
  const sorted = [...pipelines].sort(
    (a, b) => a.pipeline.priority - b.pipeline.priority || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
  return mergePipelines(sorted.map(({ pipeline }) => pipeline));
}
