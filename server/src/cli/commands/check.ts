import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { LineIndex } from '../../base/line-index.ts';
import type { Severity } from '../../base/problem.ts';
import { defaultLintConfig, type LintConfig, lintProfiles } from '../../lint/config.ts';
import type { LintProfile } from '../../lint/define-rule.ts';
import { createLintData } from '../../lint/lint-data.ts';
import { lintRules } from '../../lint/rules/index.ts';
import { readValidatorConfig } from '../../lint/validator-config.ts';
import { readText } from '../../node/read-text.ts';
import { today } from '../../node/today.ts';
import { type CheckReport, type PlacedFinding, startCheck } from '../../services/check.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';
import { createPaint, type Paint } from '../colours.ts';
import { createProgress } from '../progress.ts';
import { findSources } from '../sources.ts';

interface Options {
  readonly json?: boolean;
  readonly failOn: Severity | 'none';
  readonly profile: LintProfile;
  readonly validationConfig?: string;
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
    .option(
      '-c, --validation-config <file>',
      'take the checks from a validator file of sigma-cli, instead of a profile',
    )
    .action((paths: string[], options: Options) => done(check(paths, options, io)));
}

function check(paths: readonly string[], options: Options, io: CliIo): ExitCode {
  const config = configOf(options, io);
  if (!config) return 2;
  const sources = findSources(paths, io);
  const troubles = [...sources.troubles];
  const run = startCheck({
    config,
    data: createLintData(io.openData(), today(io.env)),
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

/** `undefined` when the validator file cannot be used; what is wrong is printed. */
function configOf({ profile, validationConfig }: Options, io: CliIo): LintConfig | undefined {
  if (validationConfig === undefined) return { ...defaultLintConfig, profile };
  const read = readText(resolve(io.cwd, validationConfig));
  if (read.kind !== 'text') {
    io.stderr.write(`${validationConfig}: ${read.message}\n`);
    return undefined;
  }
  const { value, problems } = readValidatorConfig(read.text, lintRules);
  const lines = new LineIndex(read.text);
  for (const { span, message } of problems) {
    const { line, character } = lines.positionAt(span.start);
    io.stderr.write(`${validationConfig}:${line + 1}:${character + 1}: ${message}\n`);
  }
  return problems.length > 0 ? undefined : value;
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
