/** Targets that a project has names for: `.sigmasmith.yml` in a folder or above it. */
import { dirname, join, resolve } from 'node:path';
import { LineIndex } from '../base/line-index.ts';
import { backends, findBackend } from '../convert/backends/index.ts';
import { readText } from '../node/read-text.ts';
import type { ConvertRequest } from '../services/convert.ts';
import { configuredRequest } from '../services/convert-requests.ts';
import { projectConfigName, readProjectConfig } from '../workspace/project-config.ts';
import type { CliIo } from './cli-io.ts';

export type ConfiguredTargetFound =
  | { readonly request: ConvertRequest }
  /** Why the name is none, beyond that no target of the program has it; pipelines that cannot be read. */
  | { readonly message: string };

/**
 * What a name stands for in the nearest configuration of the working folder or, if that has none, of the paths to convert. `undefined`
 * for names of the program's own targets, which no project changes, and where there is no configuration.
 */
export function findConfiguredTarget(
  name: string,
  paths: readonly string[],
  { cwd }: Pick<CliIo, 'cwd'>,
): ConfiguredTargetFound | undefined {
  if (findBackend(name)) return undefined;
  const found = ['.', ...paths].map((path) => nearestConfig(resolve(cwd, path)));
  const configs = new Map(found.flatMap((config) => (config ? [[config.file, config]] : [])));
  const reads = [...configs.values()].map((config) => ({ ...config, ...readProjectConfig(config.text) }));
  for (const { file, value } of reads) {
    const configured = value.targets.find((target) => target.name.text === name);
    if (configured) return configuredRequest(configured, (pipeline) => readPipeline(resolve(dirname(file), pipeline)));
  }
  if (reads.length === 0) return undefined;
  const own = backends.map(({ id }) => id).join(', ');
  return {
    message: [`There is no target "${name}". Use one of: ${own}.`, ...reads.map((read) => complaint(name, read))].join(
      '\n',
    ),
  };
}

function nearestConfig(folder: string): { readonly file: string; readonly text: string } | undefined {
  const file = join(folder, projectConfigName);
  const read = readText(file);
  if (read.kind === 'text') return { file, text: read.text };
  const above = dirname(folder);
  return above === folder ? undefined : nearestConfig(above);
}

function readPipeline(file: string): { readonly text: string } | { readonly message: string } {
  const read = readText(file);
  return read.kind === 'text' ? read : { message: read.message };
}

function complaint(
  name: string,
  config: { file: string; text: string } & ReturnType<typeof readProjectConfig>,
): string {
  const { file, text, value, problems } = config;
  const lines = new LineIndex(text);
  const known = value.targets.map((target) => target.name.text);
  const first = `${file} has no target "${name}"${known.length > 0 ? `; it has: ${known.join(', ')}` : ''}.`;
  const others = problems.map(({ span, message }) => {
    const { line, character } = lines.positionAt(span.start);
    return `${file}:${line + 1}:${character + 1}: ${message}`;
  });
  return [first, ...others].join('\n');
}
