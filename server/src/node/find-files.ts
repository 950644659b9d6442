/** Finds the YAML files below a folder. Links are followed, each real folder is entered once, what cannot be read is told and passed over. */
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describeSystemError } from './system-error.ts';

const ignoredFolders = new Set(['.git', 'node_modules']);

export interface FoundFiles {
  /** Paths relative to the folder, with `/`, sorted by code unit. */
  readonly files: readonly string[];
  /** Folders and links that could not be read, with the reason in words. */
  readonly troubles: readonly { readonly path: string; readonly message: string }[];
}

export function isYamlFile(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}

/** Every `.yml` and `.yaml` file below `folder`. */
export function findYamlFiles(folder: string): FoundFiles {
  return findFiles(folder, isYamlFile);
}

/** Every file below `folder` whose path relative to it is accepted. */
export function findFiles(folder: string, accepts: (path: string) => boolean): FoundFiles {
  const files: string[] = [];
  const troubles: { path: string; message: string }[] = [];
  const entered = new Set<string>();
  // Real folders first, so that a file is found under its own name before a link leads to it.
  const linked: string[] = [];

  const enter = (relative: string): void => {
    const path = join(folder, relative);
    try {
      const real = realpathSync(path);
      if (entered.has(real)) return;
      entered.add(real);
      for (const entry of readdirSync(path, { withFileTypes: true })) {
        const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
        if (entry.isDirectory()) {
          if (!ignoredFolders.has(entry.name)) enter(name);
        } else if (entry.isSymbolicLink()) linked.push(name);
        else if (entry.isFile() && accepts(name)) files.push(name);
      }
    } catch (error) {
      troubles.push({ path: relative || folder, message: describeSystemError(error) });
    }
  };

  const follow = (link: string): void => {
    try {
      const target = statSync(join(folder, link));
      if (target.isDirectory()) {
        if (!ignoredFolders.has(link.slice(link.lastIndexOf('/') + 1))) enter(link);
      } else if (target.isFile() && accepts(link)) files.push(link);
    } catch (error) {
      if (accepts(link)) troubles.push({ path: link, message: describeSystemError(error) });
    }
  };

  enter('');
  for (let link = linked.sort().shift(); link !== undefined; link = linked.shift()) follow(link);
  return { files: files.sort(), troubles };
}
