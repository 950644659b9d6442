import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { findFiles } from '../node/find-files.ts';
import { readText } from '../node/read-text.ts';
import { builtinPipelines } from '../pipeline/builtin/index.ts';
import type { PipelineSource } from '../services/pipeline-source.ts';
import type { CliIo } from './cli-io.ts';

/** Names of built-in pipelines, files with their content, or folders with such files at any depth. */
export function readPipelines(
  names: readonly string[],
  io: Pick<CliIo, 'cwd'>,
): { readonly sources: readonly PipelineSource[] } | { readonly trouble: string } {
  const sources: PipelineSource[] = [];
  for (const name of names) {
    const kind = kindOf(name, io);
    if (kind === 'name') {
      sources.push({ name });
      continue;
    }
    for (const file of kind === 'folder' ? pipelineFiles(name, io) : [name]) {
      const read = readText(resolve(io.cwd, file));
      if (read.kind !== 'text') return { trouble: `${file}: ${read.message}` };
      sources.push({ name: file, text: read.text });
    }
  }
  return { sources };
}

function kindOf(name: string, { cwd }: Pick<CliIo, 'cwd'>): 'name' | 'file' | 'folder' {
  if (builtinPipelines.some(({ id, aliases }) => id === name || aliases.includes(name))) return 'name';
  const stat = statSync(resolve(cwd, folderOf(name)), { throwIfNoEntry: false });
  if (stat?.isDirectory()) return 'folder';
  return stat?.isFile() || /[\\/]|\.ya?ml$/i.test(name) ? 'file' : 'name';
}

/** sigma-cli also takes `folder/*`. */
const folderOf = (name: string) => name.replace(/[/*]+$/, '') || name;

function pipelineFiles(name: string, { cwd }: Pick<CliIo, 'cwd'>): string[] {
  const folder = folderOf(name);
  return findFiles(resolve(cwd, folder), (path) => path.endsWith('.yml')).files.map((file) => `${folder}/${file}`);
}
