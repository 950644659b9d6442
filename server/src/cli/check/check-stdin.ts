/** `sigmasmith check -`: standard input, as editors and hooks use it. With `--fix` the mended text goes to standard output, findings to standard error. */
import { resolve } from 'node:path';
import { createLintData } from '../../lint/lint-data.ts';
import { decodeText } from '../../node/read-text.ts';
import { today } from '../../node/today.ts';
import { type CheckedPath, checkFile, checkTogether, reportOf, unreadableFile } from '../../services/check.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';
import { createPaint } from '../colours.ts';
import { openCheckConfigs } from './check-configs.ts';
import { createFixer, patchOf } from './fix-files.ts';
import { summary } from './format-text.ts';
import { printReport } from './print-report.ts';
import { type CheckOptions, exitCode, failsOn, shownPath } from './run-check.ts';
import type { CheckResult } from './shown-finding.ts';

const defaultName = 'stdin.yml';
const byteOrderMark = '\ufeff';

export async function checkStdin(options: CheckOptions, io: CliIo): Promise<ExitCode> {
  if (options.since !== undefined) {
    io.stderr.write('--since is for files; standard input has no history.\n');
    return 2;
  }
  const bytes = await io.readStdin();
  const file = resolve(io.cwd, options.stdinFilename ?? defaultName);
  const configs = openCheckConfigs(options, io);
  const config = configs.configFor(file);
  const { lines, isBroken } = configs.complaints();
  for (const line of lines) io.stderr.write(`${line}\n`);
  if (isBroken) return 2;
  const read = decodeText(bytes);
  const path = shownPath(file, io.cwd);
  const isFixing = options.fix === true || options.diff === true;
  if (!config || (isFixing && read.kind !== 'text')) {
    if (options.fix) io.stdout.write(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
    io.stderr.write(
      config ? `${path}: this is no UTF-8 text, so it is left as it is.\n` : `${path} is excluded by the project.\n`,
    );
    return config ? 3 : 0;
  }
  const before = read.kind === 'text' ? read.text : '';
  const fixed = isFixing
    ? createFixer(io, options.unsafeFixes === true).fix({ path, text: before, named: true, config })
    : undefined;
  const text = fixed?.text ?? before;
  if (options.diff) {
    if (text !== before) io.stdout.write(await patchOf(path, before, text));
    return text === before ? 0 : 1;
  }
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? byteOrderMark : '';
  if (options.fix) io.stdout.write(mark + text);
  const troubles: string[] = [];
  const lint = {
    data: createLintData(io.openData(), today(io.env)),
    onRuleFailure: (id: string, error: unknown) => void troubles.push(`the check ${id} failed: ${String(error)}`),
  };
  const checked =
    read.kind === 'problem' ? unreadableFile(read) : checkFile({ path, text, treatAsSigma: true }, { ...lint, config });
  const files: CheckedPath[] = [{ path, checked, config, text: () => text }];
  const report = reportOf(files, checkTogether(files, lint));
  const findings = report.findings.map((finding) => ({ ...finding, shownPath: path }));
  const result: CheckResult = { findings, files: [path], troubles, cwd: io.cwd, fails: failsOn(options.failOn) };
  await printReport(result, options.format, options.fix ? { ...io, stdout: io.stderr } : io);
  for (const trouble of troubles) io.stderr.write(`${trouble}\n`);
  const counts = { ...report, findings, excludedFiles: 0, fixes: fixed?.applied.length ?? 0, fixedFiles: 1 };
  io.stderr.write(summary(counts, createPaint(io.stderr, io.env)));
  return exitCode(result);
}
