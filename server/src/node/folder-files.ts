import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { Failure } from '../base/failure.ts';
import type { FolderFiles } from '../services/convert-folder.ts';
import { findYamlFiles } from './find-files.ts';
import { makeFolder } from './make-folder.ts';
import { readText } from './read-text.ts';
import { describeSystemError } from './system-error.ts';
import { writeWhole } from './write-whole.ts';

/** A folder of rules and one for their queries. The latter is made when the first query is written. */
export function openFolderFiles(folder: string, output: string): FolderFiles {
  const rules = resolve(folder);
  const target = resolve(output);
  const inputs = new Set<string>();
  return {
    list() {
      const { files, troubles } = findYamlFiles(rules);
      const isInput = (path: string) => rules === target || !isBelow(join(rules, path), target);
      const chosen = files.filter(isInput);
      for (const path of chosen) inputs.add(join(rules, path));
      return { files: chosen, troubles };
    },
    read(path) {
      const read = readText(join(rules, path));
      return read.kind === 'text' ? { text: read.text } : { message: read.message };
    },
    write(path, text) {
      const file = resolve(target, path);
      if (!isBelow(file, target)) throw outside(path);
      if (inputs.has(file))
        throw new Failure('WouldReplaceRule', `${path} is a rule; choose another folder for the queries.`);
      try {
        writeBelow(file, target, text);
      } catch (error) {
        if (error instanceof Failure) throw error;
        throw new Failure('NotWritten', `${path} cannot be written: ${describeSystemError(error)}.`, { cause: error });
      }
    },
  };
}

function writeBelow(file: string, target: string, text: string): void {
  makeFolder(target);
  const root = realpathSync(target);
  // A link below the folder may lead anywhere.
  const existing = realpathSync(existingFolder(dirname(file)));
  if (existing !== root && !isBelow(existing, root)) throw outside(relative(target, file));
  makeFolder(dirname(file));
  if (lstatSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw new Failure('NotWritten', `${relative(target, file)} is a folder.`);
  writeWhole(file, text);
}

function existingFolder(folder: string): string {
  return lstatSync(folder, { throwIfNoEntry: false }) ? folder : existingFolder(dirname(folder));
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function outside(path: string): Failure {
  return new Failure('OutsideFolder', `${path} lies outside the chosen folder; nothing was written there.`);
}
