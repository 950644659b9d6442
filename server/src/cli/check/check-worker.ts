/** Checking one file after the other: in this thread, or as a worker of a pool. */
import { isMainThread, type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { LintConfig } from '../../lint/config.ts';
import { createLintData, type LintData } from '../../lint/lint-data.ts';
import type { LintOptions } from '../../lint/linter.ts';
import { contentHash } from '../../node/check-cache.ts';
import { type ReadText, readAhead } from '../../node/read-text.ts';
import { today } from '../../node/today.ts';
import { type CheckedFile, checkFile, unreadableFile } from '../../services/check.ts';
import type { TargetPipelines } from '../../services/convert-requests.ts';
import type { CliIo } from '../cli-io.ts';

export interface FileToCheck {
  /** As checks and other findings name it. */
  readonly path: string;
  readonly file: string;
  readonly named: boolean;
  /** Index of its configuration. */
  readonly config: number;
  /** Index of the targets of its project. */
  readonly targets: number;
}

export interface FileResult {
  /** A `CheckedFile` as JSON, or why there is none. */
  readonly result: string | { readonly message: string };
  /** Of the content, where the result can be kept. */
  readonly hash: string | undefined;
  /** Whether the result holds for this day only. */
  readonly isOfToday: boolean;
}

/** What files are checked for. */
export interface CheckJob {
  readonly configs: readonly LintConfig[];
  readonly targets: readonly (readonly TargetPipelines[])[];
  readonly keepsResults: boolean;
}

/** Data of the thread that asks. */
export interface WorkerData extends CheckJob {
  readonly sigmasmithCheck: true;
}

export interface FileChecker {
  check(file: FileToCheck, read: ReadText): FileResult;
  /** Checks that failed themselves, in words. */
  readonly failures: readonly string[];
}

export async function createFileChecker(
  { configs, targets, keepsResults }: CheckJob,
  io: Pick<CliIo, 'openData' | 'env'>,
): Promise<FileChecker> {
  const failures: string[] = [];
  const day = { isAsked: false };
  const data = dataThatTells(createLintData(io.openData(), today(io.env)), day);
  const onRuleFailure = (id: string, error: unknown) => void failures.push(`the check ${id} failed: ${String(error)}`);
  const unmapped = await Promise.all(targets.map((one) => unmappedFieldsOf(one, io)));
  return {
    failures,
    check({ path, named, config, targets }, read) {
      if (read.kind === 'trouble') return { result: { message: read.message }, hash: undefined, isOfToday: false };
      day.isAsked = false;
      const options = {
        data,
        onRuleFailure,
        unmappedFields: unmapped[targets],
        ...(configs[config] && { config: configs[config] }),
      };
      const checked: CheckedFile =
        read.kind === 'text'
          ? checkFile({ path, text: read.text, treatAsSigma: named }, options)
          : unreadableFile(read);
      const hash = keepsResults && read.kind === 'text' ? contentHash(read.text) : undefined;
      return { result: JSON.stringify(checked), hash, isOfToday: day.isAsked };
    },
  };
}

/** What conversions need is loaded only where a project has targets. */
export async function unmappedFieldsOf(
  targets: readonly TargetPipelines[],
  io: Pick<CliIo, 'openData'>,
): Promise<LintOptions['unmappedFields']> {
  if (targets.length === 0) return undefined;
  const { TargetFields } = await import('../../services/target-fields.ts');
  const fields = new TargetFields(io.openData());
  return (rule) => fields.unmapped(rule, targets);
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
  void serve(parentPort, createFileChecker(data, io));
  return true;
}

async function serve(port: MessagePort, creating: Promise<FileChecker>): Promise<void> {
  const checker = await creating;
  const told = { failures: 0 };
  port.on('message', (files: readonly FileToCheck[]) => {
    const results = Array.from(readAhead(files), ([file, read]) => checker.check(file, read));
    const failures = checker.failures.slice(told.failures);
    told.failures = checker.failures.length;
    const answer: WorkerAnswer = { results, failures };
    port.postMessage(answer);
  });
}
