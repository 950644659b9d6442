/** The command behind `run.mjs`; `docs/how-to/conformance.md` describes it. */
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compareFile, type FileReport } from './compare-folder.ts';
import type { Comparison, OracleFile } from './comparison.ts';
import { type Departures, departuresOf } from './departures.ts';
import { comparisons } from './index.ts';
import { type KnownDifference, readKnownDifferences } from './known-differences.ts';
import { oracleFiles } from './oracle-folder.ts';

const usage = `usage: node scripts/conformance/run.mjs [--show N] [--only TEXT]… [--no-departures] FOLDER…
  --show N          how many differences of each file are printed (5)
  --only TEXT       only files whose path holds this; may be repeated
  --no-departures   leave out where the default answers otherwise than --pysigma-compat`;

function readArguments(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      show: { type: 'string', default: '5' },
      only: { type: 'string', multiple: true, default: [] },
      'no-departures': { type: 'boolean', default: false },
    },
  });
}

function argumentsOrTrouble(args: readonly string[]): ReturnType<typeof readArguments> | string {
  try {
    const read = readArguments(args);
    return /^\d+$/.test(read.values.show) ? read : `--show is a number, not "${read.values.show}".`;
  } catch (error) {
    return (error as Error).message;
  }
}

export function main(args: readonly string[], root: string): number {
  const read = argumentsOrTrouble(args);
  if (typeof read === 'string') {
    console.error(`${read}\n${usage}`);
    return 2;
  }
  const { values, positionals } = read;
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const missing = positionals.filter((folder) => !existsSync(folder) || !statSync(folder).isDirectory());
  if (positionals.length === 0 || missing.length > 0) {
    console.error(missing.length > 0 ? `No such folder: ${missing.join(', ')}` : usage);
    return 2;
  }
  const known = readKnownDifferences(root);
  const isWanted = (path: string) => values.only.length === 0 || values.only.some((text) => path.includes(text));
  const jobs = positionals.flatMap((folder) =>
    oracleFiles(folder)
      .flatMap(jobsOf)
      .filter(({ file }) => isWanted(file.path)),
  );
  const failed = jobs.filter(
    (job) => !passes(job, known, { show: Number(values.show), withDepartures: !values['no-departures'] }),
  ).length;
  console.log(`${jobs.length} files compared, ${failed === 0 ? 'all agree' : `${failed} below the bar`}`);
  return failed === 0 && jobs.length > 0 ? 0 : 1;
}

interface Options {
  readonly show: number;
  readonly withDepartures: boolean;
}

interface Job {
  readonly file: OracleFile;
  readonly comparison: Comparison;
}

/** Compares one file and prints the outcome; a comparison that fails harms only its own file. */
function passes(
  { file, comparison }: Job,
  known: readonly KnownDifference[],
  { show, withDepartures }: Options,
): boolean {
  try {
    const report = compareFile(file, comparison, known);
    print(report, show);
    const departures = withDepartures ? departuresOf(file) : undefined;
    if (departures) printDepartures(departures);
    return report.passes && (departures?.unexplained.length ?? 0) === 0;
  } catch (error) {
    console.log(`${file.path}: not compared: ${(error as Error).message}`);
    return false;
  }
}

function jobsOf(file: OracleFile): Job[] {
  const comparison = comparisons.find(({ files }) => files.test(file.path));
  return comparison === undefined ? [] : [{ file, comparison }];
}

function print(report: FileReport, show: number): void {
  const { agreeing, records } = report;
  const percent = records === 0 ? '100' : ((100 * agreeing) / records).toFixed(agreeing === records ? 0 : 2);
  const notes = [
    `error texts too: ${report.sameTexts}`,
    ...(report.knownDifferences.length > 0 ? [`known differences: ${report.knownDifferences.length}`] : []),
    ...(report.healed.length > 0 ? [`healed: ${report.healed.length}`] : []),
  ];
  console.log(`${report.file}: ${agreeing} of ${records} agree (${percent} %; ${notes.join(', ')})`);
  for (const { id, expected, got } of report.differences.slice(0, show)) {
    console.log(`  ${id}\n    pySigma:    ${shorten(expected)}\n    Sigmasmith: ${shorten(got)}`);
  }
  for (const { id, path } of report.healed) console.log(`  healed, take it from the list: ${id} ${path}`);
}

/** Where the default answers otherwise than `--pysigma-compat`. */
function printDepartures({ different, byId, unexplained }: Departures): void {
  if (different === 0) return;
  const causes = [...byId].sort(([, a], [, b]) => b - a).map(([id, count]) => `${id} ${count}`);
  console.log(`  by default ${different} records differ: ${causes.join(', ')}`);
  if (unexplained.length > 0) console.log(`  by no departure of the list: ${unexplained.length}, as ${unexplained[0]}`);
}

function shorten(text: string): string {
  return text.length > 1000 ? `${text.slice(0, 1000)}…` : text;
}
