import type { CancellationToken } from '../base/cancellation.ts';
import type { DataFiles } from '../data/data-files.ts';
import type { FetchPageOptions } from '../http/fetch-page.ts';
import type { AttackUpdate, UpdateAttackParams } from '../protocol/attack.ts';
import type { GenerateParams, GenerationResult } from '../protocol/generate.ts';
import type { Reply } from '../protocol/message.ts';
import type { FindTestsParams, FindTestsResult, RunTestsParams, RunTestsResult } from '../protocol/tests.ts';
import type { FolderFiles, FolderResult } from '../services/convert-folder.ts';
import type { RuleSources } from '../services/rule-sources.ts';
import { type CheckedClosedFile, type CheckFilesJob, checkFilesJob } from './jobs/check-files.ts';
import { type ConvertFolderJob, convertFolderJob } from './jobs/convert-folder.ts';
import { generateJob } from './jobs/generate.ts';
import {
  type ListFilesJob,
  listFilesJob,
  type SummarizedFile,
  type SummarizeFilesJob,
  summarizeFilesJob,
} from './jobs/index-files.ts';
import { findTestsJob, runTestsJob } from './jobs/tests.ts';
import { updateAttackJob } from './jobs/update-attack.ts';

export interface JobProgress {
  /** What is being done now, for a person. */
  readonly message: string;
  /** 0 to 100. */
  readonly percentage?: number;
}

/** What a job may use, on whichever thread it runs. */
export interface JobContext {
  readonly files: DataFiles;
  readonly token: CancellationToken;
  /** Today as `YYYY-MM-DD`. */
  readonly today: string;
  /** Milliseconds of a clock that only moves forward. */
  now(): number;
  progress(progress: JobProgress): void;
  /** A folder of rules, and one for what they are converted to. */
  openFolder(folder: string, output: string): FolderFiles;
  /** Rules, their tests and samples on the disk. */
  readonly sources: RuleSources;
  /** How new ATT&CK data are fetched, and where they are kept; absent where there is no such place. */
  readonly attack?: AttackStore | undefined;
}

export interface AttackStore {
  page(allowedHosts: readonly string[]): Promise<FetchPageOptions>;
  /** Whole or not at all; used from the next start on. */
  save(text: string): void;
}

/** Long work by name. Parameters and results are plain data: they cross threads. */
export interface Jobs {
  convertFolder(params: ConvertFolderJob, context: JobContext): Promise<FolderResult>;
  generate(params: GenerateParams, context: JobContext): Promise<Reply<GenerationResult>>;
  findTests(params: FindTestsParams, context: JobContext): Promise<FindTestsResult>;
  runTests(params: RunTestsParams, context: JobContext): Promise<RunTestsResult>;
  updateAttack(params: UpdateAttackParams, context: JobContext): Promise<AttackUpdate>;
  listFiles(params: ListFilesJob, context: JobContext): Promise<string[]>;
  checkFiles(params: CheckFilesJob, context: JobContext): Promise<CheckedClosedFile[]>;
  summarizeFiles(params: SummarizeFilesJob, context: JobContext): Promise<SummarizedFile[]>;
}

export type JobName = keyof Jobs;
export type JobParams<Name extends JobName> = Parameters<Jobs[Name]>[0];
export type JobResult<Name extends JobName> = Awaited<ReturnType<Jobs[Name]>>;

export const jobs: Jobs = {
  convertFolder: convertFolderJob,
  generate: generateJob,
  findTests: findTestsJob,
  runTests: runTestsJob,
  updateAttack: updateAttackJob,
  listFiles: listFilesJob,
  checkFiles: checkFilesJob,
  summarizeFiles: summarizeFilesJob,
};

/** A token that also tells when it is cancelled, as those of a connection do. */
export interface JobToken extends CancellationToken {
  onCancellationRequested(listener: () => void): { dispose(): void };
}

export interface JobRunner {
  /** Rejects with `CancelledError` as soon as the token is cancelled, whether or not the job has noticed. */
  run<Name extends JobName>(
    name: Name,
    params: JobParams<Name>,
    token: JobToken,
    progress: (progress: JobProgress) => void,
  ): Promise<JobResult<Name>>;
  dispose(): void;
}
