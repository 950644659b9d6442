/** Tables that some lint rules look things up in. Without data files those rules stay silent. */
import type { DataFiles } from '../data/data-files.ts';

export interface LintData {
  readonly files: DataFiles | undefined;
  /** `YYYY-MM-DD`; without it the rules that judge the age of something stay silent. */
  readonly today: string | undefined;
  /** Makes a table once for all rules and files; `undefined` without data files or when it cannot be read. */
  table<T>(load: (files: DataFiles) => T): T | undefined;
}

export function createLintData(files?: DataFiles, today?: string): LintData {
  const tables = new Map<unknown, unknown>();
  return {
    files,
    today,
    table<T>(load: (files: DataFiles) => T): T | undefined {
      if (!files) return undefined;
      if (!tables.has(load)) tables.set(load, load(files));
      return tables.get(load) as T;
    },
  };
}
