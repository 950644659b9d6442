import { resolve } from 'node:path';
import { Command } from 'commander';
import { LineIndex } from '../../base/line-index.ts';
import { formatSigma } from '../../ide/format/format-sigma.ts';
import { decodeText, readText } from '../../node/read-text.ts';
import { parseSigma } from '../../sigma/parse-sigma.ts';
import { openCheckConfigs } from '../check/check-configs.ts';
import { patchOf, writeFixed } from '../check/fix-files.ts';
import { count } from '../check/format-text.ts';
import { shownPath } from '../check/run-check.ts';
import { printable } from '../check/shown-finding.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';
import { findSources, type Source } from '../sources.ts';

interface Options {
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly onlySigma?: boolean;
  readonly stdinFilename?: string;
}

export function formatCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return new Command('format')
    .description('format Sigma rules: order of keys, indentation, quotes; comments and meaning stay')
    .argument('<path...>', 'files, folders with .yml and .yaml files at any depth, or - for standard input')
    .option('--check', 'change nothing; name what would change, and exit with 1 when that is something')
    .option('--diff', 'change nothing; print the changes, and exit with 1 when there are some')
    .option('--only-sigma', 'pass over YAML that is no Sigma, also when it is named')
    .option('--stdin-filename <name>', 'the name that standard input is known under')
    .action(async (paths: string[], options: Options) => {
      if (!paths.includes('-')) return done(await formatFiles(paths, options, io));
      if (paths.length === 1) return done(await formatStdin(options, io));
      io.stderr.write('Standard input (-) is formatted by itself: leave the other paths out.\n');
      done(2);
    });
}

interface Counts {
  changed: number;
  unchanged: number;
  /** Left as they are because they cannot be read. */
  refused: number;
  troubles: number;
}

async function formatFiles(paths: readonly string[], options: Options, io: CliIo): Promise<ExitCode> {
  const sources = findSources(paths, io, options);
  const configs = openCheckConfigs({}, io);
  const counts: Counts = { changed: 0, unchanged: 0, refused: 0, troubles: sources.troubles.length };
  for (const trouble of sources.troubles) io.stderr.write(`${trouble}\n`);
  for (const source of sources.files) if (configs.configFor(source.file)) await formatFile(source, options, counts, io);
  io.stderr.write(summary(counts, isDry(options)));
  if (counts.troubles > 0) return 3;
  return counts.refused > 0 || (isDry(options) && counts.changed > 0) ? 1 : 0;
}

async function formatFile({ file, named }: Source, options: Options, counts: Counts, io: CliIo): Promise<void> {
  const path = shownPath(file, io.cwd);
  const read = readText(file);
  if (read.kind !== 'text') {
    const isTrouble = read.kind === 'trouble';
    counts[isTrouble ? 'troubles' : 'refused']++;
    io.stderr.write(`${printable(path)}: ${read.message}\n`);
    return;
  }
  const { text, refusal } = formatted(read.text, named, path);
  if (refusal !== undefined) {
    counts.refused++;
    io.stderr.write(refusal);
    return;
  }
  if (text === read.text) counts.unchanged++;
  else await takeOver(file, path, { before: read.text, after: text }, options, counts, io);
}

async function takeOver(
  file: string,
  path: string,
  { before, after }: { readonly before: string; readonly after: string },
  options: Options,
  counts: Counts,
  io: CliIo,
): Promise<void> {
  if (options.diff) io.stdout.write(await patchOf(path, before, after));
  else if (options.check) io.stdout.write(`${printable(path)}\n`);
  const trouble = isDry(options) ? undefined : writeFixed(file, before, after);
  counts[trouble === undefined ? 'changed' : 'troubles']++;
  if (trouble !== undefined) io.stderr.write(`${printable(path)}: ${trouble}\n`);
}

/** The text comes back in any case, so that whoever replaces a buffer by it loses nothing. */
async function formatStdin(options: Options, io: CliIo): Promise<ExitCode> {
  const bytes = await io.readStdin();
  const path = shownPath(resolve(io.cwd, options.stdinFilename ?? 'stdin.yml'), io.cwd);
  const read = decodeText(bytes);
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (read.kind !== 'text') {
    io.stderr.write(`${path}: ${read.kind === 'problem' ? read.message : 'this cannot be read.'}\n`);
    return 1;
  }
  const { text, refusal } = formatted(read.text, true, path);
  const after = before.slice(0, before.length - read.text.length) + text;
  if (refusal !== undefined) io.stderr.write(refusal);
  if (options.diff) io.stdout.write(after === before ? '' : await patchOf(path, read.text, text));
  else if (!options.check) io.stdout.write(after);
  if (refusal !== undefined) return 1;
  return isDry(options) && after !== before ? 1 : 0;
}

function formatted(text: string, named: boolean, path: string): { text: string; refusal: string | undefined } {
  const result = formatSigma(parseSigma(text, { treatAsSigma: named }));
  if (!result.refusal) return { text: result.text, refusal: undefined };
  const { line, character } = new LineIndex(text).positionAt(result.refusal.span.start);
  return { text, refusal: `${printable(path)}:${line + 1}:${character + 1}: ${printable(result.refusal.message)}\n` };
}

function isDry({ check, diff }: Options): boolean {
  return check === true || diff === true;
}

function summary({ changed, unchanged, refused }: Counts, dry: boolean): string {
  const parts = [
    ...(changed > 0 ? [`${count(changed, 'file')} ${dry ? 'would be formatted' : 'formatted'}`] : []),
    ...(unchanged > 0 || changed + refused === 0
      ? [`${count(unchanged, 'file')} left as ${unchanged === 1 ? 'it is' : 'they are'}`]
      : []),
    ...(refused > 0 ? [`${count(refused, 'file')} not formatted`] : []),
  ];
  return `${parts.join(', ')}.\n`;
}
