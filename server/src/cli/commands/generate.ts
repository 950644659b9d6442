import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { Failure } from '../../base/failure.ts';
import { decodeText, type ReadText, readText } from '../../node/read-text.ts';
import { describeSystemError } from '../../node/system-error.ts';
import { today } from '../../node/today.ts';
import { type GenerationResult, generateRules } from '../../services/generate.ts';
import { ruleFiles } from '../../services/rule-files.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';
import { repeatable } from '../repeatable.ts';

interface Options {
  readonly text: string;
  readonly provider?: readonly string[];
  readonly siem?: readonly string[];
  readonly iocRules: boolean;
  readonly date?: string;
  readonly out?: string;
  readonly json?: boolean;
}

export function generateCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return new Command('generate')
    .description('write Sigma rules from the text of a threat report')
    .requiredOption('--text <file>', 'the report, as a file, or - for standard input')
    .option('--provider <provider>', 'for whose logs; may be repeated', repeatable)
    .option('--siem <siem>', 'for which SIEM the rules are converted; may be repeated', repeatable)
    .option('--no-ioc-rules', 'only rules for behaviour, none for indicators')
    .option('--date <date>', "the rules' date as YYYY-MM-DD; SOURCE_DATE_EPOCH or today otherwise")
    .option('--out <folder>', 'write each rule, and its tests beside it, into this folder')
    .option('--json', 'print the result as one JSON object')
    .action(async (options: Options) => done(await generate(options, io)));
}

async function generate(options: Options, io: CliIo): Promise<ExitCode> {
  const read = await readReport(options.text, io);
  if (read.kind !== 'text') {
    io.stderr.write(`${options.text}: ${read.message}\n`);
    return 3;
  }
  const result = await generateRules(
    {
      text: read.text,
      date: options.date ?? today(io.env),
      includeIocRules: options.iocRules,
      ...(options.provider && { providers: options.provider }),
      ...(options.siem && { siems: options.siem }),
    },
    { files: io.openData(), now: io.now },
  ).catch((error: unknown) => {
    if (error instanceof Failure && wrongInput.has(error.code)) return error;
    throw error;
  });
  if (result instanceof Failure) return refused(result, options, io);
  if (options.json) io.stdout.write(`${JSON.stringify(result)}\n`);
  const written = options.out === undefined ? [] : writeFiles(result, resolve(io.cwd, options.out));
  if (!options.json) io.stdout.write(options.out === undefined ? yamlOf(result) : written.join('\n').concat('\n'));
  tell(result, io);
  return 0;
}

const wrongInput = new Set(['ValidationError', 'InputTooLarge']);

/** What was given cannot be worked on: programs get a result without rules that says why. */
function refused({ code, message }: Failure, { json }: Options, io: CliIo): ExitCode {
  const notice = { code, message };
  const nothing = { rules: [], ttps: [], iocs: [], detectionGaps: [], pipelineNotices: [notice] };
  if (json) io.stdout.write(`${JSON.stringify({ error: notice, ...nothing })}\n`);
  io.stderr.write(`error: ${code}: ${message}\n`);
  return 2;
}

async function readReport(file: string, io: CliIo): Promise<ReadText> {
  return file === '-' ? decodeText(await io.readStdin()) : readText(resolve(io.cwd, file));
}

/** Writes the files of all rules and gives their names, in the order of the rules. */
function writeFiles(result: GenerationResult, folder: string): string[] {
  try {
    mkdirSync(folder, { recursive: true });
    return ruleFiles(result.rules).map(({ name, content }) => {
      writeFileSync(join(folder, name), content);
      return name;
    });
  } catch (error) {
    throw new Failure('NotWritten', `The rules cannot be written to ${folder}: ${describeSystemError(error)}.`, {
      cause: error,
    });
  }
}

/** All rules as one YAML stream. */
function yamlOf({ rules }: GenerationResult): string {
  return rules.map(({ yaml }) => yaml.trimEnd().concat('\n')).join('---\n');
}

/** A summary for people. */
function tell({ rules, ttps, detectionGaps, pipelineNotices, metadata }: GenerationResult, io: CliIo): void {
  for (const { title, provider, kind, techniqueIds } of rules)
    io.stderr.write(
      `${kind === 'ioc' ? 'indicators' : 'behaviour'}  ${provider}  ${title}  ${techniqueIds.join(' ')}\n`,
    );
  for (const { techniqueId, provider, reason } of detectionGaps)
    io.stderr.write(`gap  ${provider}  ${techniqueId}  ${reason}\n`);
  for (const { code, message } of pipelineNotices) io.stderr.write(`notice  ${code}  ${message}\n`);
  const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  io.stderr.write(
    `${counted(rules.length, 'rule')}, ${counted(ttps.length, 'technique')} (${metadata.engine}, ${metadata.processingTimeMs} ms).\n`,
  );
}
