import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../base/failure.ts';
import type { DataFiles } from '../data/data-files.ts';
import { describeSystemError } from './system-error.ts';

/** The data below `root`: `dist/data` beside the bundles, `corpus/` when run from the sources. Texts are kept after the first reading. */
export function openDataFiles(root: string): DataFiles {
  const texts = new Map<string, string>();
  return {
    read(path) {
      const known = texts.get(path);
      if (known !== undefined) return known;
      try {
        const text = readFileSync(join(root, path), 'utf8');
        texts.set(path, text);
        return text;
      } catch (error) {
        const reason = describeSystemError(error);
        throw new Failure(
          'DataFileMissing',
          `The data file ${path} cannot be read: ${reason}. Install Sigmasmith again.`,
          {
            cause: error,
          },
        );
      }
    },
    list(folder) {
      try {
        return readdirSync(join(root, folder)).sort();
      } catch {
        return [];
      }
    },
  };
}
