/** `sigmasmith check -`: standard input, as editors and hooks use it. With `--fix` the mended text goes to standard output, findings to standard error. */
import { resolve } from 'node:path';
import type { LintConfig } from '../../lint/config.ts';
import { createLintData } from '../../lint/lint-data.ts';
import { decodeText, type ReadText } from '../../node/read-text.ts';
import { today } from '../../node/today.ts';
import { type CheckedPath, checkFile, checkTogether, reportOf, unreadableFile } from '../../services/check.ts';
import type { TargetPipelines } from '../../services/convert-requests.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';
import { createPaint } from '../colours.ts';
import { openCheckConfigs } from './check-configs.ts';
import { unmappedFieldsOf } from './check-worker.ts';
import { createFixer, patchOf } from './fix-files.ts';
import { summary } from './format-text.ts';
import { printReport } from './print-report.ts';
import { type CheckOptions, exitCode, failsOn, shownPath } from './run-check.ts';
import type { CheckResult } from './shown-finding.ts';

const defaultName = 'stdin.yml';
const byteOrderMark = '\ufeff';

interface Input {
  readonly bytes: Uint8Array;
  readonly read: ReadText;
  readonly path: string;
  readonly config: LintConfig;
  readonly targets: readonly TargetPipelines[];
}

export async function checkStdin(options: CheckOptions, io: CliIo): Promise<ExitCode> {
  if (options.since !== undefined || options.within !== undefined) {
    io.stderr.write('--since and --within are for files: standard input is looked at by itself.\n');
    return 2;
  }
  const bytes = await io.readStdin();
  const file = resolve(io.cwd, options.stdinFilename ?? defaultName);
  const configs = openCheckConfigs(options, io);
  const config = configs.configFor(file);
  const { lines, isBroken } = configs.complaints();
  for (const line of lines) io.stderr.write(`${line}\n`);
  if (isBroken) return 2;
  const path = shownPath(file, io.cwd);
  const read = decodeText(bytes);
  if (!config) return giveBack(bytes, `${path} is excluded by the project.`, 0, options, io);
  const input = { bytes, read, path, config, targets: configs.targetsFor(file) };
  if (!options.fix && !options.diff) return tell(input, read, 0, options, io);
  if (read.kind === 'text') return fixStdin(input, read.text, options, io);
  return giveBack(bytes, `${path}: this is no UTF-8 text, so it is left as it is.`, 3, options, io);
}

/** Whoever replaces a text by what comes back must not lose it. */
function giveBack(bytes: Uint8Array, words: string, code: ExitCode, { fix }: CheckOptions, io: CliIo): ExitCode {
  if (fix) io.stdout.write(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  io.stderr.write(`${words}\n`);
  return code;
}

async function fixStdin(input: Input, before: string, options: CheckOptions, io: CliIo): Promise<ExitCode> {
  const { path, config, bytes } = input;
  const request = { path, text: before, named: options.onlySigma !== true, config };
  const fixer = await createFixer(io, options.unsafeFixes === true);
  const { text, applied } = fixer.fix(request);
  if (options.diff) {
    if (text !== before) io.stdout.write(await patchOf(path, before, text));
    return text === before ? 0 : 1;
  }
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  io.stdout.write((hasMark ? byteOrderMark : '') + text);
  return tell(input, { kind: 'text', text }, applied.length, options, { ...io, stdout: io.stderr });
}

/** Prints what is wrong with a text. */
async function tell(
  { path, config, targets }: Input,
  read: ReadText,
  fixes: number,
  options: CheckOptions,
  io: CliIo,
): Promise<ExitCode> {
  const troubles: string[] = [];
  const lint = {
    data: createLintData(io.openData(), today(io.env)),
    onRuleFailure: (id: string, error: unknown) => void troubles.push(`the check ${id} failed: ${String(error)}`),
    unmappedFields: await unmappedFieldsOf(targets, io),
  };
  const text = read.kind === 'text' ? read.text : '';
  const treatAsSigma = options.onlySigma !== true;
  const checked =
    read.kind === 'problem' ? unreadableFile(read) : checkFile({ path, text, treatAsSigma }, { ...lint, config });
  const files: CheckedPath[] = [{ path, checked, config, text: () => text }];
  const report = reportOf(files, checkTogether(files, lint));
  const findings = report.findings.map((finding) => ({ ...finding, shownPath: path }));
  const result: CheckResult = { findings, files: [path], troubles, cwd: io.cwd, fails: failsOn(options.failOn) };
  await printReport(result, options.format, io);
  for (const trouble of troubles) io.stderr.write(`${trouble}\n`);
  const counts = { ...report, findings, excludedFiles: 0, fixes, fixedFiles: 1 };
  io.stderr.write(summary(counts, createPaint(io.stderr, io.env)));
  return exitCode(result);
}
