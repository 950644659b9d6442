/** Pipelines as users name them: a built-in one, or a file. */

import type { BuiltinPipelines } from '../pipeline/builtin/index.ts';
import { loadPipeline, type PipelineLoadError } from '../pipeline/load-pipeline.ts';
import type { Compat } from '../pipeline/quirks.ts';
import type { NamedPipeline } from '../pipeline/resolve-pipelines.ts';

/** A pipeline that the user names: a built-in one, or a file with its content. */
export type PipelineSource = { readonly name: string } | { readonly name: string; readonly text: string };

export interface PipelineTrouble {
  readonly code: 'unknown_pipeline' | 'broken_pipeline';
  readonly message: string;
  /** For a broken pipeline file: what is wrong where, and in which text. */
  readonly errors?: readonly PipelineLoadError[];
  readonly pipeline?: { readonly name: string; readonly text: string };
}

export function loadPipelineSource(
  source: PipelineSource,
  builtin: BuiltinPipelines,
  compat: Compat,
): NamedPipeline | { readonly trouble: PipelineTrouble } {
  const { name } = source;
  if (!('text' in source)) {
    const pipeline = builtin.get(name);
    if (pipeline) return { name, pipeline };
    return {
      trouble: { code: 'unknown_pipeline', message: `There is no pipeline "${name}", and no file of that name.` },
    };
  }
  const { pipeline, errors } = loadPipeline(source.text, { compat, file: name });
  if (pipeline) return { name, pipeline };
  const message = `The pipeline ${name} cannot be used: ${errors[0]?.message ?? 'it is broken'}`;
  return { trouble: { code: 'broken_pipeline', message, errors, pipeline: { name, text: source.text } } };
}
