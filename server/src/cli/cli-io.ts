/** Everything that a command may touch of the world; the root fills it with the process, tests with what they like. */
import type { DataFiles } from '../data/data-files.ts';

export interface TextOutput {
  write(text: string): void;
  /** Resolves when enough of what was written is taken; `undefined` when there is nothing to wait for. */
  settle?(): Promise<void> | undefined;
  readonly isTTY: boolean;
  readonly columns: number;
}

export interface CliIo {
  /** Relative paths of the command line start here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For data. */
  readonly stdout: TextOutput;
  /** For people. */
  readonly stderr: TextOutput;
  readStdin(): Promise<Uint8Array>;
  /** Standard input piece by piece, for streams of any length. */
  openStdin(): AsyncIterable<Uint8Array>;
  /** Milliseconds of a clock that only moves forward. */
  now(): number;
  /** Asked on first use: most commands need no table. */
  openData(): DataFiles;
  /** The documentation of a check, in Markdown; `undefined` where there is none. */
  checkDocs(id: string): string | undefined;
  /** Path of the language server's bundle. */
  readonly serverBundle: string;
  /** The file that starts this program, for threads of it; `undefined` where it runs within another. */
  readonly program?: string;
  /** Changes whenever the program or its data do. */
  build(): string;
}

/** Exit codes: 0 fine, 1 findings or failed conversions, 2 wrong usage, 3 trouble. */
export type ExitCode = 0 | 1 | 2 | 3;
