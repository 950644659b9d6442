/** Turns the PATH arguments of a command into files, in the order of the records. */
import { statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { findFiles, isYamlFile } from '../node/find-files.ts';
import { describeSystemError } from '../node/system-error.ts';
import { pathKey } from '../workspace/file-uri.ts';
import type { CliIo } from './cli-io.ts';
import { recordPath } from './record-path.ts';

const ignoreCase = process.platform === 'win32' || process.platform === 'darwin';

export interface Source {
  /** As records name it. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  /** Named on the command line, not found in a folder: always treated as Sigma. */
  readonly named: boolean;
  /** Not asked for, but among the files to compare with. */
  readonly onlySeen?: true;
}

export interface SourceOptions {
  /** A folder whose files are seen as well. */
  readonly within?: string | undefined;
  /** Files that are named are treated as those that are found. */
  readonly onlySigma?: boolean | undefined;
  /** Whether it is no trouble that a path, absolute, is not there. */
  readonly mayBeGone?: ((file: string) => boolean) | undefined;
  /** Which files of folders are taken, by their path in the folder; YAML files without it. */
  readonly accepts?: ((path: string) => boolean) | undefined;
}

export interface Sources {
  /** Sorted by path, by code unit; each file once. */
  readonly files: readonly Source[];
  /** What could not be looked at, in words; each means exit code 3. */
  readonly troubles: readonly string[];
}

export function findSources(
  paths: readonly string[],
  io: Pick<CliIo, 'cwd'>,
  { within, onlySigma, mayBeGone, accepts = isYamlFile }: SourceOptions = {},
): Sources {
  const byFile = new Map<string, Source>();
  const troubles: string[] = [];
  const add = (source: Source) => {
    const key = pathKey(source.file, { ignoreCase });
    const known = byFile.get(key);
    byFile.set(key, known ? { ...known, named: known.named || source.named } : source);
  };
  const look = (path: string, seen: Pick<Source, 'onlySeen'>) => {
    const file = resolve(io.cwd, path);
    try {
      if (!statSync(file).isDirectory()) {
        add({ path: recordPath(path, undefined, sep), file, named: onlySigma !== true, ...seen });
        return;
      }
      const found = findFiles(file, accepts);
      for (const below of found.files)
        add({ path: recordPath(path, below, '/'), file: resolve(file, below), named: false, ...seen });
      troubles.push(...found.troubles.map((trouble) => `${trouble.path}: ${trouble.message}`));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT' && mayBeGone?.(file)) return;
      troubles.push(`${path}: ${describeSystemError(error)}`);
    }
  };
  for (const path of paths) look(path, {});
  if (within !== undefined) look(within, { onlySeen: true });
  const files = [...byFile.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { files, troubles };
}

/** Without the files that hold the tests of rules, unless they were named: in folders they lie beside the rules. */
export function withoutRuleTests({ files, troubles }: Sources): Sources {
  return { files: files.filter(({ path, named }) => named || !/\.tests\.ya?ml$/i.test(path)), troubles };
}
