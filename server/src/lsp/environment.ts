import type { DataFiles } from '../data/data-files.ts';
import type { JobRunner } from './jobs.ts';

export interface Disposable {
  dispose(): void;
}

/** What the language server needs of the world; the composition root hands it in. */
export interface Environment {
  readonly version: string;
  readonly files: DataFiles;
  /** Long work, off the connection's thread. */
  readonly jobs: JobRunner;
  /** Calls back once after so many milliseconds, unless disposed before. */
  after(milliseconds: number, callback: () => void): Disposable;
}
