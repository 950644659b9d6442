import { Command } from 'commander';
import { LineIndex } from '../../base/line-index.ts';
import type { Span } from '../../base/span.ts';
import { readText } from '../../node/read-text.ts';
import {
  type ConvertedFile,
  type Converter,
  type ConvertTrouble,
  conversionRecordLine,
  createConverter,
  type PipelineSource,
  type RuleText,
} from '../../services/convert.ts';
import { outputText } from '../../services/output-text.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';
import { findConfiguredTarget } from '../configured-target.ts';
import { convertTogether } from '../convert-together.ts';
import { createProgress } from '../progress.ts';
import { readPipelines } from '../read-pipelines.ts';
import { repeatable } from '../repeatable.ts';
import { findSources, type Sources, withoutRuleTests } from '../sources.ts';

interface Options {
  readonly target: readonly string[];
  readonly pipeline?: readonly string[];
  readonly format?: string;
  readonly backendOption?: readonly string[];
  readonly correlationMethod?: string;
  readonly disablePipelineCheck?: boolean;
  readonly pysigmaCompat?: boolean;
  readonly json?: boolean;
  readonly eachFile?: boolean;
  readonly skipUnsupported?: boolean;
  readonly withoutPipeline?: boolean;
  readonly filter?: readonly string[];
  readonly output?: string;
  readonly jsonIndent?: number;
  readonly encoding?: string;
}

export function convertCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return new Command('convert')
    .description('convert Sigma rules to the queries of a SIEM')
    .argument('<path...>', 'files, or folders with .yml and .yaml files at any depth; all are taken as Sigma')
    .requiredOption(
      '-t, --target <target>',
      'for which SIEM or query language, or a name from .sigmasmith.yml; may be repeated',
      repeatable,
    )
    .option('-p, --pipeline <pipeline>', 'name or file of a processing pipeline; may be repeated', repeatable)
    .option('-f, --format <format>', "form of the output; the target's default otherwise")
    .option('-O, --backend-option <key=value>', 'an option of the target; may be repeated', repeatable)
    .option('-c, --correlation-method <method>', 'how the target expresses correlations')
    .option('--disable-pipeline-check', 'take pipelines that are made for another target')
    .option('--pysigma-compat', 'convert as pySigma does, also where its queries mean something else than the rule')
    .option('--pipeline-check', 'refuse pipelines that are made for another target (the default)')
    .option('--without-pipeline', 'for targets that need a pipeline: convert without one')
    .option('--filter <path>', 'a file or folder with Sigma filters for the rules; may be repeated', repeatable)
    .option('-s, --skip-unsupported', 'what cannot be converted is no failure')
    .option('--fail-unsupported', 'what cannot be converted is a failure (the default)')
    .option('-o, --output <file>', 'write the queries to a file; - is the standard output')
    .option('-j, --json-indent <width>', 'indent JSON by this width a level', Number)
    .option('-e, --encoding <name>', 'encoding of the output file', 'utf-8')
    .option('--each-file', 'convert each file by itself, not all as one collection; always so with --json')
    .option('--json', 'print one JSON object a line for each file')
    .action((paths: string[], options: Options, command: Command) => done(convert(paths, options, command, io)));
}

interface NamedConverter {
  readonly target: string;
  readonly converter: Converter;
}

function convert(paths: readonly string[], options: Options, command: Command, io: CliIo): ExitCode {
  const pipelines = readPipelines(options.pipeline ?? [], io);
  if ('trouble' in pipelines) {
    io.stderr.write(`${pipelines.trouble}\n`);
    return 3;
  }
  const converters = createConverters({ options, pipelines: pipelines.sources, paths }, command, io);
  const sources = withoutRuleTests(findSources(paths, io));
  const troubles = [...sources.troubles];
  const counts = { converted: 0, failed: 0, written: 0 };
  if (!options.json && !options.eachFile) return convertAll(sources, converters, options, io);
  const progress = createProgress(io.stderr, 'Converting', sources.files.length, io.now);
  for (const { path, file } of sources.files) {
    const read = readText(file);
    if (read.kind === 'trouble') troubles.push(`${path}: ${read.message}`);
    else
      for (const { target, converter } of converters) {
        const converted = read.kind === 'text' ? converter.convert(path, read.text) : notText(path, read.message);
        counts[converted.record.ok ? 'converted' : 'failed']++;
        const several = converters.length > 1 ? target : undefined;
        if (options.json) io.stdout.write(jsonLine(converted, several));
        else writeText(path, read.kind === 'text' ? read.text : '', converted, { target: several, counts, io });
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
function convertAll(sources: Sources, converters: readonly NamedConverter[], options: Options, io: CliIo): ExitCode {
  const filters = withoutRuleTests(findSources(options.filter ?? [], io));
  const troubles = [...sources.troubles, ...filters.troubles];
  const files: RuleText[] = [];
  let failed = 0;
  for (const { path, file } of [...sources.files, ...filters.files]) {
    const read = readText(file);
    if (read.kind === 'text') files.push({ path, text: read.text });
    else if (read.kind === 'trouble') troubles.push(`${path}: ${read.message}`);
    else {
      io.stderr.write(`${path}: UnicodeDecodeError: ${read.message}\n`);
      failed++;
    }
  }
  const result = convertTogether({ converters, files, options, io });
  failed += result.failed;
  troubles.push(...result.troubles);
  for (const trouble of troubles) io.stderr.write(`${trouble}\n`);
  if (failed > 0)
    io.stderr.write(`${Math.max(files.length * converters.length - failed, 0)} converted, ${failed} failed.\n`);
  if (troubles.length > 0) return 3;
  return failed > 0 && !options.skipUnsupported ? 1 : 0;
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
    if ('trouble' in created) return command.error(`error: ${troubleText(created.trouble)}`);
    return { target, converter: created.converter };
  });
}

function backendOptions(given: readonly string[], command: Command): ReadonlyMap<string, string> {
  return new Map(
    given.map((option): [string, string] => {
      const at = option.indexOf('=');
      if (at <= 0) command.error(`error: an option of the target is written key=value, not '${option}'`);
      return [option.slice(0, at), option.slice(at + 1)];
    }),
  );
}

function troubleText({ message, errors = [] }: ConvertTrouble): string {
  return [message, ...errors.map((error) => `  ${error.message}`)].join('\n');
}

function notText(path: string, message: string): ConvertedFile {
  const error_class = 'UnicodeDecodeError';
  const record = { path, ok: false, stage: 'parse', error_class, error: message } as const;
  return { record, output: undefined, queries: [], errors: [{ errorClass: error_class, message, stage: 'parse' }] };
}

/** The record; with several targets its first key says which. */
function jsonLine({ record }: ConvertedFile, target: string | undefined): string {
  const line = conversionRecordLine(record);
  return target === undefined ? `${line}\n` : `{"target": ${JSON.stringify(target)}, ${line.slice(1)}\n`;
}

interface TextPlace {
  readonly target: string | undefined;
  readonly counts: { written: number };
  readonly io: CliIo;
}

function writeText(path: string, text: string, converted: ConvertedFile, { target, counts, io }: TextPlace): void {
  const lines = new LineIndex(text);
  const place = (span: Span | undefined) => {
    if (!span) return path;
    const { line, character } = lines.positionAt(span.start);
    return `${path}:${line + 1}:${character + 1}`;
  };
  const name = target === undefined ? '' : `${target}: `;
  for (const { errorClass, message, span } of converted.errors)
    io.stderr.write(`${place(span)}: ${name}${errorClass}: ${message}\n`);
  const notices = converted.queries.flatMap((query) => query.notices);
  for (const [index, { code, message, span }] of notices.entries()) {
    const isFirst = notices.findIndex((notice) => notice.code === code && notice.message === message) === index;
    if (isFirst) io.stderr.write(`${place(span)}: ${name}notice ${code}: ${message}\n`);
  }
  if (converted.output === undefined) return;
  const output = outputText(converted.output);
  if (output === '') return;
  const separator = counts.written === 0 ? '' : '\n';
  const heading = target === undefined ? '' : `# ${target}: ${path}\n`;
  io.stdout.write(`${separator}${heading}${output}\n`);
  counts.written++;
}
