import type { Range } from 'vscode-languageserver-types';
import type { LongRequest, Reply } from './message.ts';
import { requestName } from './message.ts';

/** A test and where it is written. */
export interface TestEntry {
  /** Unique among the tests of its rule file. */
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly range: Range;
}

/** A rule file that has tests. Paths are absolute paths of the disk, with `/`. */
export interface TestedRule {
  readonly rule: string;
  readonly title?: string;
  readonly titleRange?: Range;
  readonly tests: readonly TestEntry[];
}

export interface FindTestsParams extends LongRequest {
  /** Folders, rule files, files of tests. */
  readonly paths: readonly string[];
}

export interface FindTestsResult {
  readonly rules: readonly TestedRule[];
}

export const findTestsRequest = requestName<FindTestsParams, FindTestsResult>('sigmasmith/findTests');

export interface RunTestsParams {
  readonly rule: string;
  /** By path: the texts that the editor holds and that may differ from the disk. */
  readonly open: Readonly<Record<string, string>>;
}

export interface TestOutcome {
  /** The test's id; absent when the file of the tests is wrong itself. */
  readonly id?: string;
  readonly ok: boolean;
  /** For failures: one sentence, then a line for each item that decided. */
  readonly message: string;
  /** Where a failure is shown: the event that gave the wrong answer. */
  readonly path: string;
  readonly range: Range;
  /** In milliseconds. */
  readonly duration: number;
}

export interface RunTestsResult {
  readonly outcomes: readonly TestOutcome[];
  /** What could not be read, in words. */
  readonly troubles: readonly string[];
}

export const runTestsRequest = requestName<RunTestsParams, RunTestsResult>('sigmasmith/runTests');

export interface TestEventsParams {
  /** Open documents with rules. */
  readonly uris: readonly string[];
  /** One or several events as JSON. */
  readonly text: string;
}

export interface EventVerdict {
  /** Index of the event in the text, from 0. */
  readonly event: number;
  readonly matched: boolean;
  /** Each selection with the items that decided. */
  readonly explanation: string;
}

export interface RuleVerdicts {
  readonly title: string;
  readonly uri: string;
  readonly verdicts: readonly EventVerdict[];
}

export interface TestEventsResult {
  readonly rules: readonly RuleVerdicts[];
  readonly events: number;
}

export const testEventsRequest = requestName<TestEventsParams, Reply<TestEventsResult>>('sigmasmith/testEvents');
