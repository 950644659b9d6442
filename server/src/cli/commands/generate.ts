import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { neverCancelled } from '../../base/cancellation.ts';
import { Failure } from '../../base/failure.ts';
import type { GenerationEngine } from '../../generate/engines/engine.ts';
import { makeFolder } from '../../node/make-folder.ts';
import { decodeText, type ReadText, readText } from '../../node/read-text.ts';
import { describeSystemError } from '../../node/system-error.ts';
import { today } from '../../node/today.ts';
import { type GenerationResult, generateRules } from '../../services/generate.ts';
import { ruleFiles } from '../../services/rule-files.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';
import { repeatable } from '../repeatable.ts';

interface Options {
  readonly text?: string;
  readonly url?: string;
  readonly allowHost?: readonly string[];
  readonly engine: 'auto' | 'embedded' | 'anthropic';
  readonly model?: string;
  readonly provider?: readonly string[];
  readonly siem?: readonly string[];
  readonly iocRules: boolean;
  readonly date?: string;
  readonly out?: string;
  readonly json?: boolean;
}

export function generateCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return new Command('generate')
    .description('write Sigma rules from a threat report')
    .option('--text <file>', 'the report, as a file, or - for standard input')
    .option('--url <address>', 'the report, as a public https page')
    .option('--allow-host <host>', 'a private or plain http host that --url may name; may be repeated', repeatable)
    .addOption(
      new Option(
        '--engine <engine>',
        'what reads the techniques: offline, or with a model (the key is read from ANTHROPIC_API_KEY); auto asks the model when there is a key',
      )
        .choices(['auto', 'embedded', 'anthropic'])
        .default('embedded'),
    )
    .option('--model <name>', 'the model to ask')
    .option('--provider <provider>', 'for whose logs; may be repeated', repeatable)
    .option('--siem <siem>', 'for which SIEM the rules are converted; may be repeated', repeatable)
    .option('--no-ioc-rules', 'only rules for behaviour, none for indicators')
    .option('--date <date>', "the rules' date as YYYY-MM-DD; SOURCE_DATE_EPOCH or today otherwise")
    .option('--out <folder>', 'write each rule, and its tests beside it, into this folder')
    .option('--json', 'print the result as one JSON object')
    .action(async (options: Options) => done(await generate(options, io)));
}

async function generate(options: Options, io: CliIo): Promise<ExitCode> {
  if ((options.text === undefined) === (options.url === undefined)) {
    io.stderr.write('error: give the report with either --text or --url\n');
    return 2;
  }
  const read: ReportText | Failure =
    options.url === undefined
      ? await readReport(options.text ?? '-', io)
      : await readUrl(options.url, options.allowHost ?? [], io);
  if (read instanceof Failure) return refused(read, options, io);
  if (read.kind !== 'text') {
    io.stderr.write(`${options.text}: ${read.message}\n`);
    return 3;
  }
  const engine = await engineFor(options, io);
  const result = await generateRules(
    {
      text: read.text,
      date: options.date ?? today(io.env),
      inputType: options.url === undefined ? 'text' : 'url',
      ...(read.reference !== undefined && { reference: read.reference }),
      includeIocRules: options.iocRules,
      ...(options.provider && { providers: options.provider }),
      ...(options.siem && { siems: options.siem }),
    },
    { files: io.openData(), now: io.now, ...(engine && { engine }) },
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

const wrongInput = new Set(['ValidationError', 'InputTooLarge', 'InvalidUrl']);

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

type ReportText = ReadText & { readonly reference?: string };

async function readUrl(url: string, allowedHosts: readonly string[], io: CliIo): Promise<ReportText | Failure> {
  const [{ readPage }, { pageOptions }] = await Promise.all([
    import('../../services/read-page.ts'),
    import('../../node/page-options.ts'),
  ]);
  try {
    const { text, reference } = await readPage(url, pageOptions(allowedHosts, io.env), neverCancelled);
    return { kind: 'text', text, reference };
  } catch (error) {
    if (error instanceof Failure && wrongInput.has(error.code)) return error;
    throw error;
  }
}

/** `undefined`: the embedded engine. Says on stderr what leaves the machine. */
async function engineFor({ engine, model }: Options, io: CliIo): Promise<GenerationEngine | undefined> {
  const apiKey = io.env.ANTHROPIC_API_KEY?.trim() ?? '';
  if (engine === 'embedded' || (engine === 'auto' && apiKey === '')) return undefined;
  if (apiKey === '') {
    io.stderr.write(
      'notice  model_unavailable  The environment variable ANTHROPIC_API_KEY is not set. The embedded engine does the work.\n',
    );
    return undefined;
  }
  const [{ createAnthropicEngine }, { abortSignalFor }, { proxyFetch }, { pause }] = await Promise.all([
    import('../../generate/engines/anthropic/anthropic-engine.ts'),
    import('../../node/abort-signal.ts'),
    import('../../node/proxy-fetch.ts'),
    import('../../node/fetch-send.ts'),
  ]);
  const baseURL = io.env.ANTHROPIC_BASE_URL;
  io.stderr.write(
    `The text of the report, and nothing else, is sent to ${baseURL ?? 'the model service of Anthropic'}.\n`,
  );
  return createAnthropicEngine({
    apiKey,
    model,
    baseURL,
    fetch: proxyFetch(io.env),
    signal: abortSignalFor,
    pause: (milliseconds) => pause(milliseconds, neverCancelled),
  });
}

/** Writes the files of all rules and gives their names, in the order of the rules. */
function writeFiles(result: GenerationResult, folder: string): string[] {
  try {
    makeFolder(folder);
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
