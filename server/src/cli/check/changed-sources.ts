import { realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { filesChangedSince } from '../../node/git-changes.ts';
import { pathKey } from '../../workspace/file-uri.ts';
import type { CliIo } from '../cli-io.ts';
import type { Source } from '../sources.ts';

const ignoreCase = process.platform === 'win32' || process.platform === 'darwin';

/** Tells of each file whether it differs from a revision of the repositories that the paths lie in. */
export function changedSince(
  revision: string,
  paths: readonly string[],
  io: Pick<CliIo, 'cwd'>,
): (source: Source) => boolean {
  const folders = new Set(paths.map((path) => folderOf(resolve(io.cwd, path))));
  const changed = new Set(
    [...folders].flatMap((folder) => filesChangedSince(revision, folder)).map((file) => pathKey(file, { ignoreCase })),
  );
  return ({ file }) => changed.has(pathKey(realFile(file), { ignoreCase }));
}

function folderOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
}

function realFile(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
