/** `sigmasmith check`: finds the files, checks each and all together, mends what is to be mended, and tells. */
import { relative, resolve, sep } from 'node:path';
import type { Severity } from '../../base/problem.ts';
import type { LintConfig } from '../../lint/config.ts';
import { createLintData } from '../../lint/lint-data.ts';
import { defaultCacheFolder } from '../../node/check-cache.ts';
import { readText } from '../../node/read-text.ts';
import { today } from '../../node/today.ts';
import { type CheckedPath, checkTogether, reportOf } from '../../services/check.ts';
import type { TargetPipelines } from '../../services/convert-requests.ts';
import { fileName } from '../../workspace/file-uri.ts';
import { projectConfigName } from '../../workspace/project-config.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';
import { createPaint } from '../colours.ts';
import { createProgress } from '../progress.ts';
import { findSources, type Source } from '../sources.ts';
import { changedSince, goneSince } from './changed-sources.ts';
import { type ConfigOptions, openCheckConfigs } from './check-configs.ts';
import { checkFiles } from './check-files.ts';
import { checkStdin } from './check-stdin.ts';
import { fixSources } from './fix-sources.ts';
import { count, fixHint, summary } from './format-text.ts';
import { printReport } from './print-report.ts';
import { type CheckResult, type ShownFinding, severities } from './shown-finding.ts';

export const formats = ['text', 'json', 'sarif', 'github', 'junit'] as const;

export interface CheckOptions extends ConfigOptions {
  readonly format: (typeof formats)[number];
  readonly failOn: Severity | 'none';
  readonly fix?: boolean;
  readonly unsafeFixes?: boolean;
  readonly diff?: boolean;
  readonly since?: string;
  readonly within?: string;
  readonly onlySigma?: boolean;
  readonly stdinFilename?: string;
  /** A folder; `false` for none. */
  readonly cache?: string | boolean;
}

/** A file that is checked. */
export interface CheckedSource extends Source {
  /** As checks and people see its name: relative to where the command runs, where it lies below. */
  readonly shownPath: string;
  readonly config: LintConfig;
  readonly targets: readonly TargetPipelines[];
}

export async function runCheck(paths: readonly string[], options: CheckOptions, io: CliIo): Promise<ExitCode> {
  const problem = badUsage(paths, options);
  if (problem !== undefined) {
    io.stderr.write(`${problem}\n`);
    return 2;
  }
  if (paths.includes('-')) return checkStdin(options, io);
  const { since } = options;
  const found = findSources(paths, io, { ...options, ...(since !== undefined && { mayBeGone: goneSince(since) }) });
  const isChanged = since === undefined ? undefined : changedSince(since, paths, io);
  const configs = openCheckConfigs(options, io);
  const placed = found.files.map((source) => ({
    source,
    config: configs.configFor(source.file),
    targets: configs.targetsFor(source.file),
  }));
  const { lines, isBroken } = configs.complaints();
  for (const line of lines) io.stderr.write(`${line}\n`);
  if (isBroken) return 2;
  const sources = checkedSources(placed, io);
  const excluded = placed.filter(({ config }) => config === undefined).length;
  const work = { sources, excluded, troubles: [...found.troubles] };
  return report({ ...work, isWanted: (source) => !source.onlySeen && (isChanged?.(source) ?? true) }, options, io);
}

function badUsage(paths: readonly string[], { fix, diff, unsafeFixes, profile, validationConfig }: CheckOptions) {
  if (paths.includes('-') && paths.length > 1)
    return 'Standard input (-) is checked by itself: leave the other paths out.';
  if (fix && diff) return '--fix changes files and --diff only shows it: use one of them.';
  if (unsafeFixes && !fix && !diff) return '--unsafe-fixes needs --fix or --diff.';
  if (profile !== undefined && validationConfig !== undefined)
    return '--profile and --validation-config exclude each other: both say which checks run.';
  return undefined;
}

/** A file with the configuration that holds for it; without one where a project excludes it. */
interface PlacedSource {
  readonly source: Source;
  readonly config: LintConfig | undefined;
  readonly targets: readonly TargetPipelines[];
}

function checkedSources(placed: readonly PlacedSource[], io: CliIo): CheckedSource[] {
  return placed.flatMap(({ source, config, targets }) => {
    // What is wrong with a configuration is told because it was read, and it is never Sigma.
    return config && fileName(source.path) !== projectConfigName
      ? [{ ...source, config, targets, shownPath: shownPath(source.file, io.cwd) }]
      : [];
  });
}

/** Relative to a folder with `/`, or absolute where it lies elsewhere. */
export function shownPath(file: string, cwd: string): string {
  const below = relative(cwd, file);
  const shown = below === '' || below.startsWith('..') || resolve(below) === below ? file : below;
  return sep === '\\' ? shown.replaceAll('\\', '/') : shown;
}

interface CheckWork {
  readonly sources: readonly CheckedSource[];
  readonly excluded: number;
  readonly troubles: string[];
  readonly isWanted: (source: Source) => boolean;
}

async function report(work: CheckWork, options: CheckOptions, io: CliIo): Promise<ExitCode> {
  const { sources, troubles, isWanted } = work;
  let files = await checkAll(work, options, io);
  const isFixing = options.fix === true || options.diff === true;
  const fixed = isFixing ? await fixSources(files, options, isWanted, io) : undefined;
  if (fixed) troubles.push(...fixed.troubles);
  if (options.diff) return finishDiff(fixed?.files ?? 0, troubles, io);
  if (fixed && fixed.files > 0) files = await checkAll({ ...work, troubles: [] }, options, io);
  const together = checkTogether(files, {
    data: createLintData(io.openData(), today(io.env)),
    onRuleFailure: (id, error) => troubles.push(`the check ${id} failed: ${String(error)}`),
  });
  const shown = files.filter(({ source }) => isWanted(source));
  const { findings, checkedFiles, skippedFiles } = reportOf(shown, together);
  const bySource = new Map(sources.map((source) => [source.shownPath, source]));
  const listed = findings.map((finding): ShownFinding => {
    const path = bySource.get(finding.path)?.path ?? finding.path;
    return { ...finding, path, shownPath: finding.path };
  });
  const result: CheckResult = {
    findings: listed.sort(byRecordPath),
    files: shown.filter(({ checked }) => checked.holdsSigma).map(({ path }) => path),
    troubles,
    cwd: io.cwd,
    fails: failsOn(options.failOn),
  };
  await printReport(result, options.format, io);
  for (const trouble of troubles) io.stderr.write(`${trouble}\n`);
  const counts = { findings, checkedFiles, skippedFiles, excludedFiles: work.excluded };
  io.stderr.write(
    summary(
      { ...counts, findings: listed, fixes: fixed?.fixes ?? 0, fixedFiles: fixed?.files ?? 0 },
      createPaint(io.stderr, io.env),
    ),
  );
  if (options.format === 'text' && !isFixing) io.stderr.write(fixHint(listed));
  return exitCode(result);
}

/** A checked file and where it came from. */
export interface CheckedSourceFile extends CheckedPath {
  readonly source: CheckedSource;
}

async function checkAll(
  { sources, troubles }: CheckWork,
  options: CheckOptions,
  io: CliIo,
): Promise<CheckedSourceFile[]> {
  const configs = [...new Set(sources.map(({ config }) => config))];
  const targets = [...new Set(sources.map((source) => source.targets))];
  const progress = createProgress(io.stderr, 'Checking', sources.length, io.now);
  const checked = await checkFiles(
    {
      files: sources.map((source) => ({
        path: source.shownPath,
        file: source.file,
        named: source.named,
        config: configs.indexOf(source.config),
        targets: targets.indexOf(source.targets),
      })),
      configs,
      targets,
      cacheFolder: cacheFolder(options, io),
      onChecked: () => progress.tick(),
      onTrouble: (words) => void troubles.push(words),
    },
    io,
  );
  progress.done();
  return sources.flatMap((source, index): CheckedSourceFile[] => {
    const result = checked[index];
    return result
      ? [{ path: source.shownPath, checked: result, config: source.config, source, text: () => textOf(source.file) }]
      : [];
  });
}

function textOf(file: string): string {
  const read = readText(file);
  return read.kind === 'text' ? read.text : '';
}

function cacheFolder({ cache }: CheckOptions, io: CliIo): string | undefined {
  if (cache === false) return undefined;
  return typeof cache === 'string' ? resolve(io.cwd, cache) : defaultCacheFolder(io.env);
}

function finishDiff(files: number, troubles: readonly string[], io: CliIo): ExitCode {
  for (const trouble of troubles) io.stderr.write(`${trouble}\n`);
  io.stderr.write(files === 0 ? 'Nothing to fix.\n' : `${count(files, 'file')} would be fixed.\n`);
  if (troubles.length > 0) return 3;
  return files === 0 ? 0 : 1;
}

export function failsOn(failOn: Severity | 'none'): (severity: Severity) => boolean {
  const failing = failOn === 'none' ? [] : severities.slice(0, severities.indexOf(failOn) + 1);
  return (severity) => failing.includes(severity);
}

export function exitCode({ findings, troubles, fails }: CheckResult): ExitCode {
  if (troubles.length > 0) return 3;
  return findings.some(({ severity }) => fails(severity)) ? 1 : 0;
}

function byRecordPath(a: ShownFinding, b: ShownFinding): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
