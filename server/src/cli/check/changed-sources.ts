import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { filesChangedSince, filesGoneSince } from '../../node/git-changes.ts';
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

/** Tells of a path that is not there whether Git knows that it was, since a revision: a file, or a folder with files. */
export function goneSince(revision: string): (file: string) => boolean {
  return (file) => {
    const key = pathKey(realFile(file), { ignoreCase });
    const gone = filesGoneSince(revision, folderOf(file)).map((path) => pathKey(path, { ignoreCase }));
    return gone.some((path) => path === key || path.startsWith(`${key}/`) || path.startsWith(`${key}\\`));
  };
}

/** The folder itself, or the nearest above that is there. */
function folderOf(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder || dirname(path) === path ? path : folderOf(dirname(path));
}

function realFile(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return dirname(file) === file ? file : join(realFile(dirname(file)), basename(file));
  }
}
