import { mayBePipeline } from '../../ide/pipeline/may-be-pipeline.ts';
import { contentHash } from '../../node/check-cache.ts';
import { type ReadText, readText } from '../../node/read-text.ts';
import type { CliIo } from '../cli-io.ts';
import type { FilesToCheck } from './check-files.ts';
import type { FileResult } from './check-worker.ts';

/**
 * Checks those of the named files that are processing pipelines, and gives back the others. In folders pipelines are passed over, like
 * all that is no Sigma. What they need is loaded only when a file looks like one.
 */
export async function checkNamedPipelines(
  { files, configs }: Pick<FilesToCheck, 'files' | 'configs'>,
  open: readonly number[],
  reads: Map<number, ReadText>,
  accept: (index: number, result: FileResult) => void,
  io: Pick<CliIo, 'openData'>,
): Promise<number[]> {
  const others: number[] = [];
  for (const index of open) {
    const file = files[index];
    const config = file && configs[file.config];
    const read = file?.named && config?.profile !== 'pysigma' ? (reads.get(index) ?? readText(file.file)) : undefined;
    // A pipe of the shell can be read only once.
    if (read) reads.set(index, read);
    const checked = read?.kind === 'text' ? await checkText(read.text, config, io) : undefined;
    if (read?.kind === 'text' && checked)
      accept(index, { result: JSON.stringify(checked), hash: contentHash(read.text), isOfToday: false });
    else others.push(index);
  }
  return others;
}

async function checkText(
  text: string,
  config: FilesToCheck['configs'][number] | undefined,
  io: Pick<CliIo, 'openData'>,
) {
  if (!mayBePipeline(text)) return undefined;
  const { checkPipelineFile } = await import('../../services/check-pipeline-file.ts');
  return checkPipelineFile(text, { config, files: io.openData() });
}
