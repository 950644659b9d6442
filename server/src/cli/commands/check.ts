import { Command, Option } from 'commander';
import type { Severity } from '../../base/problem.ts';
import { defaultLintConfig, lintProfiles } from '../../lint/config.ts';
import type { LintProfile } from '../../lint/define-rule.ts';
import { createLintData } from '../../lint/lint-data.ts';
import { readText } from '../../node/read-text.ts';
import { type CheckReport, type PlacedFinding, startCheck } from '../../services/check.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';
import { createPaint, type Paint } from '../colours.ts';
import { createProgress } from '../progress.ts';
import { findSources } from '../sources.ts';

interface Options {
  readonly json?: boolean;
  readonly failOn: Severity | 'none';
  readonly profile: LintProfile;
}

/** From the loudest; `--fail-on` takes the findings from one of them up. */
const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
const colours = { error: 'red', warning: 'yellow', information: 'blue', hint: 'dim' } as const;

export function checkCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return new Command('check')
    .description('check Sigma rules')
    .argument('<path...>', 'files, or folders with .yml and .yaml files at any depth')
    .option('--json', 'print one JSON object a line for each finding')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 when there are findings of this severity or worse')
        .choices([...severities, 'none'])
        .default('warning'),
    )
    .addOption(new Option('--profile <profile>', 'which checks run').choices(lintProfiles).default('default'))
    .action((paths: string[], options: Options) => done(check(paths, options, io)));
}

function check(paths: readonly string[], options: Options, io: CliIo): ExitCode {
  const sources = findSources(paths, io);
  const troubles = [...sources.troubles];
  const run = startCheck({
    config: { ...defaultLintConfig, profile: options.profile },
    data: createLintData(io.openData()),
    onRuleFailure: (id, error) => troubles.push(`the check ${id} failed: ${String(error)}`),
  });
  const progress = createProgress(io.stderr, 'Checking', sources.files.length, io.now);
  for (const { path, file, named } of sources.files) {
    const read = readText(file);
    if (read.kind === 'text') run.add({ path, text: read.text, treatAsSigma: named });
    else if (read.kind === 'problem') run.addUnreadable(path, read);
    else troubles.push(`${path}: ${read.message}`);
    progress.tick();
  }
  progress.done();
  const report = run.finish();
  for (const finding of report.findings) io.stdout.write(options.json ? jsonLine(finding) : textLine(finding, io));
  for (const trouble of troubles) io.stderr.write(`${trouble}\n`);
  io.stderr.write(summary(report, createPaint(io.stderr, io.env)));
  return exitCode(report, options.failOn, troubles.length > 0);
}

function exitCode(report: CheckReport, failOn: Options['failOn'], trouble: boolean): ExitCode {
  if (trouble) return 3;
  if (failOn === 'none') return 0;
  const failing = new Set(severities.slice(0, severities.indexOf(failOn) + 1));
  return report.findings.some(({ severity }) => failing.has(severity)) ? 1 : 0;
}

function jsonLine({ path, document, range, code, severity, message }: PlacedFinding): string {
  return `${JSON.stringify({ path, document, range, code, severity, message })}\n`;
}

function textLine({ path, range, code, severity, message }: PlacedFinding, io: CliIo): string {
  const paint = createPaint(io.stdout, io.env);
  const place = `${printable(path)}:${range.start.line + 1}:${range.start.character + 1}`;
  const text = printable(message);
  return `${paint('bold', place)}: ${paint(colours[severity], severity)} ${paint('cyan', code)} ${text}\n`;
}

/** Messages quote rules and file names, and those may hold what a terminal would obey. */
function printable(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f]/g, (character) => (character === '\n' ? ' ' : '\ufffd'));
}

function summary({ findings, checkedFiles, skippedFiles }: CheckReport, paint: Paint): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const counts = severities.flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    const noun = severity === 'information' ? 'note' : severity;
    return number === 0 ? [] : [paint(colours[severity], count(number, noun))];
  });
  const result = counts.length === 0 ? paint('green', 'No findings') : counts.join(', ');
  const skipped =
    skippedFiles === 0
      ? ''
      : `, ${count(skippedFiles, 'YAML file')} skipped because ${skippedFiles === 1 ? 'it holds' : 'they hold'} no Sigma`;
  return `${result} in ${count(checkedFiles, 'file')}${skipped}.\n`;
}
