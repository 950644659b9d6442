/** Checking one file after the other: in this thread, or as a worker of a pool. */
import { isMainThread, type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { LintConfig } from '../../lint/config.ts';
import { createLintData, type LintData } from '../../lint/lint-data.ts';
import { contentHash } from '../../node/check-cache.ts';
import { type ReadText, readAhead } from '../../node/read-text.ts';
import { today } from '../../node/today.ts';
import { type CheckedFile, checkFile, unreadableFile } from '../../services/check.ts';
import type { CliIo } from '../cli-io.ts';

export interface FileToCheck {
  /** As checks and other findings name it. */
  readonly path: string;
  readonly file: string;
  readonly named: boolean;
  /** Index of its configuration. */
  readonly config: number;
}

export interface FileResult {
  /** A `CheckedFile` as JSON, or why there is none. */
  readonly result: string | { readonly message: string };
  /** Of the content, where the result can be kept. */
  readonly hash: string | undefined;
  /** Whether the result holds for this day only. */
  readonly isOfToday: boolean;
}

/** Data of the thread that asks. */
export interface WorkerData {
  readonly sigmasmithCheck: true;
  readonly configs: readonly LintConfig[];
  readonly keepsResults: boolean;
}

export interface FileChecker {
  check(file: FileToCheck, read: ReadText): FileResult;
  /** Checks that failed themselves, in words. */
  readonly failures: readonly string[];
}

export function createFileChecker(
  configs: readonly LintConfig[],
  io: Pick<CliIo, 'openData' | 'env'>,
  keepsResults: boolean,
): FileChecker {
  const failures: string[] = [];
  const day = { isAsked: false };
  const data = dataThatTells(createLintData(io.openData(), today(io.env)), day);
  const onRuleFailure = (id: string, error: unknown) => void failures.push(`the check ${id} failed: ${String(error)}`);
  return {
    failures,
    check({ path, named, config }, read) {
      if (read.kind === 'trouble') return { result: { message: read.message }, hash: undefined, isOfToday: false };
      day.isAsked = false;
      const options = { data, onRuleFailure, ...(configs[config] && { config: configs[config] }) };
      const checked: CheckedFile =
        read.kind === 'text'
          ? checkFile({ path, text: read.text, treatAsSigma: named }, options)
          : unreadableFile(read);
      const hash = keepsResults && read.kind === 'text' ? contentHash(read.text) : undefined;
      return { result: JSON.stringify(checked), hash, isOfToday: day.isAsked };
    },
  };
}

/** Remembers that a check asked for the date. */
function dataThatTells(data: LintData, day: { isAsked: boolean }): LintData {
  return {
    ...data,
    get today() {
      day.isAsked = true;
      return data.today;
    },
  };
}

/** What a worker answers to a list of files. */
export interface WorkerAnswer {
  readonly results: readonly FileResult[];
  readonly failures: readonly string[];
}

/** Serves a pool when this is one of its threads; false in every other. */
export function serveAsWorker(io: Pick<CliIo, 'openData' | 'env'>): boolean {
  const data = workerData as WorkerData | null;
  if (isMainThread || !parentPort || data?.sigmasmithCheck !== true) return false;
  serve(parentPort, createFileChecker(data.configs, io, data.keepsResults));
  return true;
}

function serve(port: MessagePort, checker: FileChecker): void {
  const told = { failures: 0 };
  port.on('message', (files: readonly FileToCheck[]) => {
    const results = Array.from(readAhead(files), ([file, read]) => checker.check(file, read));
    const failures = checker.failures.slice(told.failures);
    told.failures = checker.failures.length;
    const answer: WorkerAnswer = { results, failures };
    port.postMessage(answer);
  });
}
