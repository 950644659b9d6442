import { resolve } from 'node:path';
import { readText } from '../node/read-text.ts';
import type { PipelineSource } from '../services/pipeline-source.ts';
import type { CliIo } from './cli-io.ts';

/** Names of built-in pipelines, or files with their content. */
export function readPipelines(
  names: readonly string[],
  io: Pick<CliIo, 'cwd'>,
): { readonly sources: readonly PipelineSource[] } | { readonly trouble: string } {
  const sources: PipelineSource[] = [];
  for (const name of names) {
    if (!/[\\/]|\.ya?ml$/i.test(name)) {
      sources.push({ name });
      continue;
    }
    const read = readText(resolve(io.cwd, name));
    if (read.kind !== 'text') return { trouble: `${name}: ${read.message}` };
    sources.push({ name, text: read.text });
  }
  return { sources };
}
