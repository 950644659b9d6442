import { CancellationTokenSource, type Connection, type WorkDoneProgressReporter } from 'vscode-languageserver';
import { CancelledError } from '../base/cancellation.ts';
import { describe } from './guard.ts';
import type { SummarizedFile } from './jobs/index-files.ts';
import type { JobRunner } from './jobs.ts';

/** Files in one slice: about 50 ms of work, after which other jobs have their turn. */
const slice = 100;

/** From this many files on a person is told how far it is. */
const long = 1_000;

/** More YAML files than that are hardly a collection of rules; the rest is left out. */
const mostFiles = 50_000;

export interface WorkspaceReaderHost {
  readonly connection: Connection;
  readonly jobs: JobRunner;
  /** Takes what a slice of files holds. */
  found(files: readonly SummarizedFile[]): void;
}

/** Reads the rule files of folders off the connection's thread, slice by slice. */
export class WorkspaceReader {
  readonly #host: WorkspaceReaderHost;
  readonly #folders = new Set<string>();
  readonly #paths = new Set<string>();
  readonly #waiting = new Set<() => void>();
  /** The slice that is being read. */
  #current: readonly string[] = [];
  #cancellation = new CancellationTokenSource();
  #isRunning = false;
  #isComplete = true;

  constructor(host: WorkspaceReaderHost) {
    this.#host = host;
  }

  /** Whether everything that was asked for has been read; not so after a person stopped it or something failed. */
  get isComplete(): boolean {
    return this.#isComplete && !this.#isRunning;
  }

  /** Reads every YAML file below these folders. A path may also be that of a file. */
  readFolders(folders: readonly string[]): void {
    for (const folder of folders) this.#folders.add(folder);
    void this.#run();
  }

  readFiles(paths: readonly string[]): void {
    for (const path of paths) this.#paths.add(path);
    void this.#run();
  }

  /** What is being read at this moment may have been read before it changed: it is read again. */
  again(isConcerned: (path: string) => boolean): void {
    for (const path of this.#current) if (isConcerned(path)) this.#paths.add(path);
  }

  /** What is still to be read and no longer wanted. */
  forget(isUnwanted: (path: string) => boolean): void {
    for (const path of this.#paths) if (isUnwanted(path)) this.#paths.delete(path);
    for (const folder of this.#folders) if (isUnwanted(folder)) this.#folders.delete(folder);
  }

  /** Resolves when nothing is left to be read, or nobody wants to wait any longer. */
  whenIdle(token: { onCancellationRequested(listener: () => void): { dispose(): void } }): Promise<void> {
    if (!this.#isRunning) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        listener.dispose();
        this.#waiting.delete(done);
        resolve();
      };
      const listener = token.onCancellationRequested(done);
      this.#waiting.add(done);
    });
  }

  dispose(): void {
    this.#cancellation.cancel();
  }

  async #run(): Promise<void> {
    if (this.#isRunning || (this.#folders.size === 0 && this.#paths.size === 0)) return;
    this.#isRunning = true;
    try {
      await this.#list();
      await this.#readAll();
    } catch (error) {
      this.#isComplete = false;
      this.#folders.clear();
      this.#paths.clear();
      if (error instanceof CancelledError) this.#cancellation = new CancellationTokenSource();
      else this.#host.connection.console.error(`reading the workspace: ${describe(error)}`);
    }
    this.#isRunning = false;
    for (const done of this.#waiting) done();
  }

  async #list(): Promise<void> {
    while (this.#folders.size > 0) {
      const folders = [...this.#folders];
      this.#folders.clear();
      const files = await this.#host.jobs.run('listFiles', { folders }, this.#cancellation.token, () => {});
      if (files.length > mostFiles)
        this.#host.connection.console.warn(
          `The workspace has ${files.length} YAML files; the first ${mostFiles} are known to navigation and checks.`,
        );
      for (const file of files.slice(0, mostFiles)) this.#paths.add(file);
    }
  }

  async #readAll(): Promise<void> {
    const progress = this.#paths.size >= long ? await this.#beginProgress() : undefined;
    try {
      for (let done = 0; this.#paths.size > 0; ) {
        const paths = [...this.#paths].slice(0, slice);
        for (const path of paths) this.#paths.delete(path);
        this.#current = paths;
        await this.#readSlice(paths);
        this.#current = [];
        done += paths.length;
        const all = done + this.#paths.size;
        progress?.report(Math.floor((100 * done) / all), `${done} of ${all} files`);
        await this.#list();
      }
    } finally {
      progress?.done();
    }
  }

  async #beginProgress(): Promise<WorkDoneProgressReporter> {
    const progress = await this.#host.connection.window.createWorkDoneProgress();
    progress.begin('Reading Sigma rules', 0, undefined, true);
    const { token } = progress as { token?: { onCancellationRequested(listener: () => void): unknown } };
    token?.onCancellationRequested(() => this.#cancellation.cancel());
    return progress;
  }

  /** A file that breaks the worker must not cost the others: slices that fail are halved. */
  async #readSlice(paths: readonly string[]): Promise<void> {
    try {
      this.#host.found(await this.#host.jobs.run('summarizeFiles', { paths }, this.#cancellation.token, () => {}));
    } catch (error) {
      if (error instanceof CancelledError) throw error;
      if (paths.length <= 1) {
        this.#host.connection.console.error(`reading ${paths.join()}: ${describe(error)}`);
        return;
      }
      const middle = paths.length >> 1;
      await this.#readSlice(paths.slice(0, middle));
      await this.#readSlice(paths.slice(middle));
    }
  }
}
