import { Command, InvalidArgumentError } from 'commander';
import { LineIndex } from '../../base/line-index.ts';
import type { Span } from '../../base/span.ts';
import { decodeText, type ReadText } from '../../node/read-text.ts';
import {
  type ConvertedFile,
  type Converter,
  type ConvertTrouble,
  createConverter,
  type PipelineSource,
  type RuleText,
} from '../../services/convert.ts';
import { outputText } from '../../services/output-text.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';
import { findConfiguredTarget } from '../configured-target.ts';
import { recordLine } from '../convert-record.ts';
import { convertTogether } from '../convert-together.ts';
import { encodeText } from '../encode-text.ts';
import { createProgress } from '../progress.ts';
import { readPipelines } from '../read-pipelines.ts';
import { repeatable } from '../repeatable.ts';
import { templateTrouble } from '../separate-files.ts';
import { type Texts, textsOf } from '../texts.ts';

interface Options {
  readonly target: readonly string[];
  readonly pipeline?: readonly string[];
  readonly format?: string;
  readonly backendOption?: readonly string[];
  readonly correlationMethod?: string;
  readonly disablePipelineCheck?: boolean;
  readonly pysigmaCompat?: boolean;
  readonly json?: boolean;
  readonly details?: boolean;
  readonly eachFile?: boolean;
  readonly skipUnsupported?: boolean;
  readonly withoutPipeline?: boolean;
  readonly filter?: readonly string[];
  readonly output?: string;
  readonly outputDir?: string;
  readonly outputFilenameTemplate: string;
  readonly jsonIndent?: number;
  readonly encoding: string;
  readonly filePattern?: string;
}

export function convertCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return new ConvertCommand('convert')
    .description('convert Sigma rules to the queries of a SIEM')
    .argument(
      '<path...>',
      'files, folders with .yml and .yaml files at any depth, or - for the standard input; all are taken as Sigma',
    )
    .requiredOption(
      '-t, --target <target>',
      'for which SIEM or query language, or a name from .sigmasmith.yml; may be repeated',
      repeatable,
    )
    .option('-p, --pipeline <pipeline>', 'name, file or folder of processing pipelines; may be repeated', repeatable)
    .option('-f, --format <format>', "form of the output; the target's default otherwise")
    .option('-O, --backend-option <key=value>', 'an option of the target; may be repeated', repeatable)
    .option('-c, --correlation-method <method>', 'how the target expresses correlations')
    .option('--disable-pipeline-check', 'take pipelines that are made for another target')
    .option('--pysigma-compat', 'convert as pySigma does, also where its queries mean something else than the rule')
    .option('--pipeline-check', 'refuse pipelines that are made for another target (the default)')
    .option('--without-pipeline', 'for targets that need a pipeline: convert without one')
    .option('--filter <path>', 'a file or folder with Sigma filters for the rules; may be repeated', repeatable)
    .option('-P, --file-pattern <pattern>', 'which files of folders are taken, such as *.yml or windows/*_susp_*.yml')
    .option(
      '-s, --skip-unsupported',
      'pass over rules that the target cannot express; those that are broken stay a failure',
    )
    .option('--fail-unsupported', 'write nothing when a rule cannot be converted (the default)')
    .option('-o, --output <file>', 'write the queries to a file; - is the standard output')
    .option('--output-dir <folder>', 'write each query to a file of its own in this folder (also -od)')
    .option(
      '--output-filename-template <template>',
      'names of these files, with {path}, {stem} and {index} (also -ot)',
      '{stem}.txt',
    )
    .option('-j, --json-indent <width>', 'indent JSON by this width a level', wholeNumber)
    .option('-e, --encoding <name>', 'encoding of the files', 'utf-8')
    .option('--enable-template-vars', "accepted for sigma-cli's sake: code of pipelines is never run")
    .option('--template-vars-path <path>', "accepted for sigma-cli's sake", repeatable)
    .option('--verbose', "accepted for sigma-cli's sake: errors are always told in full")
    .option('--each-file', 'convert each file by itself, not all as one collection; always so with --json')
    .option('--json', 'print one JSON object a line for each file')
    .option(
      '--details',
      'with --json: also print the notices, and which part of the rule each part of a query comes from',
    )
    .action(async (paths: string[], options: Options, command: Command) =>
      done(await convert(paths, options, command, io)),
    );
}

/** sigma-cli has two short names of two letters, which Commander does not know. */
const shortNames: Readonly<Record<string, string>> = { '-od': '--output-dir', '-ot': '--output-filename-template' };

class ConvertCommand extends Command {
  override parseOptions(argv: string[]): ReturnType<Command['parseOptions']> {
    return super.parseOptions(
      argv.map((argument) => argument.replace(/^-o[dt](?=$|=)/, (name) => shortNames[name] ?? name)),
    );
  }
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It is a whole number.');
  return Number(text);
}

interface NamedConverter {
  readonly target: string;
  readonly converter: Converter;
}

async function convert(paths: readonly string[], options: Options, command: Command, io: CliIo): Promise<ExitCode> {
  checkOptions(options, command);
  if (options.details && !options.json) command.error('error: --details is for --json');
  const pipelines = readPipelines(options.pipeline ?? [], io);
  if ('trouble' in pipelines) {
    io.stderr.write(`${pipelines.trouble}\n`);
    return 3;
  }
  const converters = createConverters({ options, pipelines: pipelines.sources, paths }, command, io);
  const filters = options.filter ?? [];
  const stdin = [...paths, ...filters].includes('-') ? decodeText(await io.readStdin()) : undefined;
  return options.json || options.eachFile
    ? convertEach(textsOf(paths, options, { stdin, sorted: true }, io), converters, options, io)
    : convertAll([...paths, ...filters], stdin, converters, options, io);
}

function checkOptions({ output = '-', outputDir, outputFilenameTemplate, encoding }: Options, command: Command): void {
  if (output !== '-' && outputDir !== undefined)
    command.error('error: give either --output or --output-dir: one file for all queries, or one for each');
  const trouble = templateTrouble(outputFilenameTemplate);
  if (trouble !== undefined) command.error(`error: ${trouble}`);
  const bytes = encodeText('', encoding);
  if ('trouble' in bytes) command.error(`error: ${bytes.trouble}`);
}

function convertEach(
  { files, troubles }: Texts,
  converters: readonly NamedConverter[],
  options: Options,
  io: CliIo,
): ExitCode {
  const counts = { converted: 0, failed: 0, written: 0 };
  const progress = createProgress(io.stderr, 'Converting', files.length, io.now);
  for (const { path, read } of files) {
    const content = read();
    if (content.kind === 'trouble') troubles.push(`${path}: ${content.message}`);
    else
      for (const { target, converter } of converters) {
        const text = content.kind === 'text' ? content.text : '';
        const converted = content.kind === 'text' ? converter.convert(path, text) : notText(path, content.message);
        counts[converted.record.ok ? 'converted' : 'failed']++;
        const several = converters.length > 1 ? target : undefined;
        const place = { target: several, counts, io };
        if (options.json) writeRecord(path, text, converted, { ...place, details: options.details === true });
        else writeText(path, text, converted, place);
      }
    progress.tick();
  }
  progress.done();
  for (const trouble of troubles) io.stderr.write(`${trouble}\n`);
  if (counts.failed > 0) io.stderr.write(`${counts.converted} converted, ${counts.failed} failed.\n`);
  if (troubles.length > 0) return 3;
  return counts.failed > 0 && !options.skipUnsupported ? 1 : 0;
}

/** All files as one collection, with the filters that were asked for. */
function convertAll(
  paths: readonly string[],
  stdin: ReadText | undefined,
  converters: readonly NamedConverter[],
  options: Options,
  io: CliIo,
): ExitCode {
  const { files, troubles } = textsOf(paths, options, { stdin, sorted: false }, io);
  const texts: RuleText[] = [];
  let broken = 0;
  for (const { path, read } of files) {
    const content = read();
    if (content.kind === 'text') texts.push({ path, text: content.text });
    else if (content.kind === 'trouble') troubles.push(`${path}: ${content.message}`);
    else {
      io.stderr.write(`${path}: ${content.message}\n`);
      broken++;
    }
  }
  for (const trouble of troubles) io.stderr.write(`${trouble}\n`);
  return convertTogether({ converters, files: texts, inputs: paths, options, troubles: troubles.length, broken, io });
}

interface Asked {
  readonly options: Options;
  readonly pipelines: readonly PipelineSource[];
  readonly paths: readonly string[];
}

/** What the project says about a target of its own, what the command line says over it. */
function createConverters(
  { options, pipelines, paths }: Asked,
  command: Command,
  io: CliIo,
): readonly NamedConverter[] {
  const data = io.openData();
  return options.target.map((target) => {
    const found = findConfiguredTarget(target, paths, io);
    const project = found && 'request' in found ? found.request : undefined;
    const request = {
      target: project?.target ?? target,
      format: options.format ?? project?.format,
      pipelines: options.pipeline ? pipelines : (project?.pipelines ?? []),
      options: new Map([...(project?.options ?? []), ...backendOptions(options.backendOption ?? [], command)]),
      correlationMethod: options.correlationMethod ?? project?.correlationMethod,
      compat: options.pysigmaCompat,
      anyBackend: options.disablePipelineCheck,
    };
    if (found && 'message' in found) return command.error(`error: ${found.message}`);
    const created = createConverter(request, data);
    if ('trouble' in created) {
      // How the command is called has nothing to do with what stands in a file.
      command.showHelpAfterError(created.trouble.code !== 'broken_pipeline');
      return command.error(`error: ${troubleText(created.trouble, request.target)}`);
    }
    return { target, converter: created.converter };
  });
}

/** An option that is given several times is a list, in YAML. */
function backendOptions(given: readonly string[], command: Command): ReadonlyMap<string, string> {
  const values = new Map<string, string[]>();
  for (const option of given) {
    const at = option.indexOf('=');
    if (at <= 0) command.error(`error: an option of the target is written key=value, not '${option}'`);
    const name = option.slice(0, at);
    values.set(name, [...(values.get(name) ?? []), option.slice(at + 1)]);
  }
  return new Map(
    [...values].map(([name, own]) => [name, own.length === 1 ? (own[0] as string) : `[${own.map(quoted).join(', ')}]`]),
  );
}

const quoted = (value: string) => (/^-?\d+$/.test(value) ? value : JSON.stringify(value));

/** With the places of errors in pipeline files. */
function troubleText({ code, message, errors = [], pipeline }: ConvertTrouble, target: string): string {
  if (code === 'unknown_pipeline')
    return `${message} 'sigmasmith list pipelines ${target}' lists those that there are.`;
  const lines = new LineIndex(pipeline?.text ?? '');
  const told = errors.map((error) => {
    const { line, character } = lines.positionAt(error.span.start);
    return `${pipeline?.name}:${line + 1}:${character + 1}: ${error.message}`;
  });
  return told.length > 0 ? `The pipeline ${pipeline?.name} cannot be used.\n${told.join('\n')}` : message;
}

function notText(path: string, message: string): ConvertedFile {
  const error_class = 'UnicodeDecodeError';
  const record = { path, ok: false, stage: 'parse', error_class, error: message } as const;
  return { record, output: undefined, queries: [], errors: [{ errorClass: error_class, message, stage: 'parse' }] };
}

interface TextPlace {
  readonly target: string | undefined;
  readonly counts: { written: number };
  readonly io: CliIo;
}

function writeText(path: string, text: string, converted: ConvertedFile, place: TextPlace): void {
  const { target, counts, io } = place;
  tell(path, text, converted, place);
  if (converted.output === undefined) return;
  const output = outputText(converted.output);
  if (output === '') return;
  const separator = counts.written === 0 ? '' : '\n';
  const heading = target === undefined ? '' : `# ${target}: ${path}\n`;
  io.stdout.write(`${separator}${heading}${output}\n`);
  counts.written++;
}

function writeRecord(
  path: string,
  text: string,
  converted: ConvertedFile,
  { details, ...place }: TextPlace & { readonly details: boolean },
): void {
  place.io.stdout.write(recordLine(text, converted, { target: place.target, details }));
  // Errors are in the record.
  tell(path, text, { ...converted, errors: [] }, place);
}

/** Errors and notices, each once. */
function tell(path: string, text: string, { errors, queries }: ConvertedFile, { target, io }: TextPlace): void {
  const lines = new LineIndex(text);
  const place = (span: Span | undefined) => {
    if (!span) return path;
    const { line, character } = lines.positionAt(span.start);
    return `${path}:${line + 1}:${character + 1}`;
  };
  const name = target === undefined ? '' : `${target}: `;
  for (const { errorClass, message, span } of errors)
    io.stderr.write(`${place(span)}: ${name}${errorClass}: ${message}\n`);
  const notices = queries.flatMap((query) => query.notices);
  for (const [index, { code, message, span }] of notices.entries()) {
    const isFirst = notices.findIndex((notice) => notice.code === code && notice.message === message) === index;
    if (isFirst) io.stderr.write(`${place(span)}: ${name}notice ${code}: ${message}\n`);
  }
}
