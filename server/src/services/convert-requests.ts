/** Targets that a project has names for, as requests to the converter. */
import type { ConfiguredTarget } from '../workspace/project-config.ts';
import { isPipelineFile } from '../workspace/project-config.ts';
import type { ConvertRequest, PipelineSource } from './convert.ts';

/** The content of a pipeline file that a project names, or why there is none, in words. */
export type ReadPipeline = (name: string) => { readonly text: string } | { readonly message: string };

export type RequestOrTrouble = { readonly request: ConvertRequest } | { readonly message: string };

export function configuredRequest(configured: ConfiguredTarget, read: ReadPipeline): RequestOrTrouble {
  const sources = readSources(
    configured.pipelines.map(({ text }) => text),
    read,
  );
  if ('message' in sources) return sources;
  return {
    request: {
      target: configured.target.text,
      format: configured.format?.text,
      pipelines: sources.pipelines,
      options: new Map(configured.options.map(({ key, value }) => [key.text, value.text])),
      correlationMethod: configured.correlationMethod?.text,
    },
  };
}

/** Pipelines by name, files with their content. */
export function readSources(
  names: readonly string[],
  read: ReadPipeline,
): { readonly pipelines: readonly PipelineSource[] } | { readonly message: string } {
  const pipelines: PipelineSource[] = [];
  for (const name of names) {
    if (!isPipelineFile(name)) {
      pipelines.push({ name });
      continue;
    }
    const content = read(name);
    if ('message' in content) return { message: `The pipeline ${name} cannot be read: ${content.message}` };
    pipelines.push({ name, text: content.text });
  }
  return { pipelines };
}

/** A conversion of the project: the name that people know, and its pipelines in their order. */
export interface TargetPipelines {
  readonly name: string;
  readonly pipelines: readonly PipelineSource[];
}

/** Targets with the content of their pipeline files; those of which a file cannot be read are left out. */
export function targetPipelines(targets: readonly ConfiguredTarget[], read: ReadPipeline): TargetPipelines[] {
  return targets.flatMap(({ name, pipelines }) => {
    const sources = readSources(
      pipelines.map(({ text }) => text),
      read,
    );
    return 'message' in sources ? [] : [{ name: name.text, pipelines: sources.pipelines }];
  });
}
