/** ATT&CK tables that were fetched: kept in one file, used instead of those that we ship while they are whole and newer. */
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../base/failure.ts';
import { type AttackFiles, compareVersions, readAttackFiles } from '../data/attack-update.ts';
import type { DataFiles } from '../data/data-files.ts';
import { makeFolder } from './make-folder.ts';
import { describeSystemError } from './system-error.ts';
import { writeWhole } from './write-whole.ts';

/** Environment variable with the path of the file; the extension sets it for its server. */
export const attackDataVariable = 'SIGMASMITH_ATTACK_DATA';

const mostBytes = 10_000_000;

/** The data with what was fetched in place of ours. A file that is absent, broken or older changes nothing. */
export function withFetchedAttack(files: DataFiles, file: string | undefined): DataFiles {
  if (!file) return files;
  let fetched: AttackFiles | null | undefined;
  const table = (path: string) => {
    const name = /^attack\/((?:techniques|replaced|others|names)\.json)$/.exec(path)?.[1];
    if (name === undefined) return undefined;
    if (fetched === undefined) fetched = readNewer(file, files) ?? null;
    return fetched?.[name as 'techniques.json'];
  };
  return {
    read(path) {
      const found = table(path);
      return found ? JSON.stringify(found) : files.read(path);
    },
    list: (folder) => files.list(folder),
  };
}

function readNewer(file: string, files: DataFiles): AttackFiles | undefined {
  try {
    if (statSync(file).size > mostBytes) return undefined;
    const fetched = readAttackFiles(readFileSync(file, 'utf8'));
    const { version } = JSON.parse(files.read('attack/techniques.json')) as { version: string };
    return fetched && compareVersions(fetched.version, version) > 0 ? fetched : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the file whole or not at all. */
export function saveAttack(file: string, text: string): void {
  try {
    makeFolder(dirname(file));
    writeWhole(file, text);
  } catch (error) {
    const message = `The new ATT&CK data cannot be written to ${file}: ${describeSystemError(error)}.`;
    throw new Failure('NotWritten', message, { cause: error });
  }
}
