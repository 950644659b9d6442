/** The texts that a conversion takes: files, those of folders, and the standard input. */
import { join } from 'node:path';
import { type ReadText, readText } from '../node/read-text.ts';
import type { CliIo } from './cli-io.ts';
import { filePattern } from './file-pattern.ts';
import { findSources, type Source, type Sources, withoutRuleTests } from './sources.ts';

export interface Texts {
  readonly files: readonly { readonly path: string; readonly read: () => ReadText }[];
  /** What could not be looked at, in words. */
  readonly troubles: string[];
}

interface Order {
  readonly stdin: ReadText | undefined;
  /** By path; otherwise in the order of the arguments, and by path in each folder. */
  readonly sorted: boolean;
}

export function textsOf(
  paths: readonly string[],
  options: { readonly filePattern?: string },
  { stdin, sorted }: Order,
  io: Pick<CliIo, 'cwd'>,
): Texts {
  const accepts = options.filePattern === undefined ? undefined : filePattern(options.filePattern);
  const find = (group: readonly string[]) => {
    const found = findSources(group, io, { accepts });
    return accepts ? found : withoutRuleTests(found);
  };
  const named = paths.filter((path) => path !== '-');
  const groups = sorted ? [find(named)] : named.map((path) => below(path, find([path])));
  const sources = new Map<string, Source>();
  for (const source of groups.flatMap(({ files }) => files))
    if (!sources.has(source.file)) sources.set(source.file, source);
  const files = [...sources.values()].map(({ path, file }) => ({ path, read: () => readText(file) }));
  const input = stdin && paths.includes('-') ? [{ path: '-', read: () => stdin }] : [];
  const first = paths.indexOf('-') === 0;
  return {
    files: first ? [...input, ...files] : [...files, ...input],
    troubles: groups.flatMap(({ troubles }) => troubles),
  };
}

/** With the folder in front of what was found in it, as the command line names it. */
function below(folder: string, { files, troubles }: Sources): Sources {
  const full = (source: Source) => (source.named ? source : { ...source, path: join(folder, source.path) });
  return { files: files.map(full), troubles };
}
