import type { CancellationToken } from '../base/cancellation.ts';
import type { DataFiles } from '../data/data-files.ts';
import type { ReadPage } from '../services/read-page.ts';
import type { JobRunner } from './jobs.ts';

export interface Disposable {
  dispose(): void;
}

/** What the language server needs of the world; the composition root hands it in. */
export interface Environment {
  readonly version: string;
  readonly files: DataFiles;
  /** `YYYY-MM-DD`; checks of a rule's age need it. */
  readonly today?: string;
  /** A fresh UUID. */
  newId?(): string;
  /** Long work, off the connection's thread. */
  readonly jobs: JobRunner;
  /** A file of the workspace as text, or why there is none, in words. */
  readText(path: string): { readonly text: string } | { readonly message: string };
  /** Reads a web page as text; throws `Failure` in plain words. */
  readPage(url: string, allowedHosts: readonly string[], token: CancellationToken): Promise<ReadPage>;
  /** Calls back once after so many milliseconds, unless disposed before. */
  after(milliseconds: number, callback: () => void): Disposable;
}
