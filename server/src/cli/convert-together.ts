/** `convert` as sigma-cli does it: all files are one collection, and its queries one text. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LineIndex } from '../base/line-index.ts';
import type { Span } from '../base/span.ts';
import { describeSystemError } from '../node/system-error.ts';
import type { ConvertedCollection, Converter, RuleText } from '../services/convert.ts';
import { outputText } from '../services/output-text.ts';
import type { CliIo, ExitCode } from './cli-io.ts';
import { encodeText } from './encode-text.ts';
import { writeSeparateFiles } from './separate-files.ts';

export interface Together {
  readonly converters: readonly { readonly target: string; readonly converter: Converter }[];
  readonly files: readonly RuleText[];
  /** As on the command line. */
  readonly inputs: readonly string[];
  readonly options: {
    /** File for the queries; standard output without one. */
    readonly output?: string;
    /** Folder for a file for each query. */
    readonly outputDir?: string;
    readonly outputFilenameTemplate: string;
    readonly encoding: string;
    readonly jsonIndent?: number;
    readonly skipUnsupported?: boolean;
  };
  /** How many files could not be read at all, and how many are no text. */
  readonly troubles: number;
  readonly broken: number;
  readonly io: CliIo;
}

/**
 * Like sigma-cli, it writes either everything or nothing: a broken rule, or without `skipUnsupported` one that the target cannot
 * express, fails the whole conversion. All errors are told.
 */
export function convertTogether({ converters, files, inputs, options, troubles, broken, io }: Together): ExitCode {
  const places = new Places(files);
  const results = converters.map(({ target, converter }) => {
    const converted = converter.convertTogether(files, { separate: options.outputDir !== undefined });
    const several = converters.length > 1 ? target : undefined;
    tell(converted, places, several === undefined ? '' : `${several}: `, io);
    return { several, converted };
  });
  const errors = results.flatMap(({ converted }) => converted.errors);
  const isBroken = broken > 0 || errors.some(({ stage }) => stage === 'parse');
  const failed = results.reduce((sum, { converted }) => sum + pathsOf(converted).size, broken);
  const fails = troubles > 0 || isBroken || (failed > 0 && !options.skipUnsupported);
  if (failed > 0) {
    const converted = Math.max((files.length + broken) * converters.length - failed, 0);
    io.stderr.write(`${converted} converted, ${failed} failed.\n`);
  }
  if (fails) {
    const way = isBroken || troubles > 0 ? '--each-file converts each file by itself.' : '-s passes over what fails.';
    if (failed < (files.length + broken) * converters.length) io.stderr.write(`Nothing was written; ${way}\n`);
    return troubles > 0 ? 3 : 1;
  }
  const writeTroubles = results.flatMap(({ several, converted }) =>
    separately(converted, several, { inputs, options, io }),
  );
  if (options.outputDir === undefined)
    writeTroubles.push(...write(wholeText(results, options.jsonIndent), options, io));
  for (const trouble of writeTroubles) io.stderr.write(`${trouble}\n`);
  return writeTroubles.length > 0 ? 3 : 0;
}

const pathsOf = ({ errors }: ConvertedCollection) => new Set(errors.map(({ path }) => path));

interface Result {
  readonly several: string | undefined;
  readonly converted: ConvertedCollection;
}

function wholeText(results: readonly Result[], jsonIndent: number | undefined): string {
  const texts = results.flatMap(({ several, converted }) => {
    if (converted.output === undefined) return [];
    const text = outputText(converted.output, jsonIndent);
    return `${several === undefined ? '' : `# ${several}\n`}${text}\n`;
  });
  return texts.join('\n');
}

/** With several targets, each has a folder of its own. */
function separately(
  { queries }: ConvertedCollection,
  several: string | undefined,
  { inputs, options, io }: Pick<Together, 'inputs' | 'options' | 'io'>,
): string[] {
  const { outputDir, outputFilenameTemplate: template, encoding, jsonIndent } = options;
  if (outputDir === undefined) return [];
  const folder = several === undefined ? outputDir : join(outputDir, several);
  return writeSeparateFiles(queries, { folder, template, encoding, jsonIndent, inputs }, io);
}

function write(text: string, { output = '-', encoding }: Together['options'], io: CliIo): string[] {
  if (output === '-') {
    io.stdout.write(text);
    return [];
  }
  const bytes = encodeText(text, encoding);
  if ('trouble' in bytes) return [`${output}: ${bytes.trouble}`];
  try {
    writeFileSync(resolve(io.cwd, output), bytes);
    return [];
  } catch (error) {
    return [`${output}: ${describeSystemError(error)}`];
  }
}

function tell({ errors, notices }: ConvertedCollection, places: Places, several: string, io: CliIo): void {
  const told = new Set<string>();
  const tellOnce = (key: string, line: string) => {
    if (!told.has(key)) io.stderr.write(`${line}\n`);
    told.add(key);
  };
  for (const { errorClass, message, span, path, filter } of errors) {
    const line = `${places.of(filter ?? path, span)}${several}${errorClass}: ${message}`;
    tellOnce(line, line);
  }
  for (const { code, message, span, path, filter = path } of notices)
    tellOnce(`${filter}\n${code}\n${message}`, `${places.of(filter, span)}${several}notice ${code}: ${message}`);
}

/** Offsets as lines and columns, counted from 1. */
class Places {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #lines = new Map<string, LineIndex>();

  constructor(files: readonly RuleText[]) {
    this.#texts = new Map(files.map(({ path, text }) => [path, text]));
  }

  of(path: string | undefined, span: Span | undefined): string {
    if (path === undefined) return '';
    if (!span) return `${path}: `;
    const lines = this.#lines.get(path) ?? new LineIndex(this.#texts.get(path) ?? '');
    this.#lines.set(path, lines);
    const { line, character } = lines.positionAt(span.start);
    return `${path}:${line + 1}:${character + 1}: `;
  }
}
