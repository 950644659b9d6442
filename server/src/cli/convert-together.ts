/** `convert` as sigma-cli does it: all files are one collection, and its queries one text. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LineIndex } from '../base/line-index.ts';
import type { Span } from '../base/span.ts';
import { describeSystemError } from '../node/system-error.ts';
import type { ConvertedCollection, Converter, RuleText } from '../services/convert.ts';
import { outputText } from '../services/output-text.ts';
import type { CliIo } from './cli-io.ts';

export interface TogetherOptions {
  /** File for the queries; standard output without one. */
  readonly output?: string | undefined;
  readonly encoding?: string | undefined;
  readonly jsonIndent?: number | undefined;
}

export interface Together {
  readonly converters: readonly { readonly target: string; readonly converter: Converter }[];
  readonly files: readonly RuleText[];
  readonly options: TogetherOptions;
  readonly io: CliIo;
}

/** How many errors there were, and what could not be written. */
export function convertTogether({ converters, files, options, io }: Together): { failed: number; troubles: string[] } {
  const places = new Places(files);
  const parts: string[] = [];
  let failed = 0;
  for (const { target, converter } of converters) {
    const converted = converter.convertTogether(files);
    const several = converters.length > 1 ? `${target}: ` : '';
    tell(converted, places, several, io);
    failed += new Set(converted.errors.map(({ path }) => path)).size;
    const text = converted.output === undefined ? '' : outputText(converted.output, options.jsonIndent);
    if (text !== '') parts.push(`${several === '' ? '' : `# ${target}\n`}${text}\n`);
  }
  return { failed, troubles: write(parts.join('\n'), options, io) };
}

function write(text: string, { output = '-', encoding = 'utf-8' }: TogetherOptions, io: CliIo): string[] {
  if (output === '-') {
    if (text !== '') io.stdout.write(text);
    return [];
  }
  const name = encoding.toLowerCase().replace('_', '-');
  if (!Buffer.isEncoding(name)) return [`There is no encoding "${encoding}"; use utf-8, utf-16le or latin1.`];
  try {
    writeFileSync(resolve(io.cwd, output), Buffer.from(text, name));
    return [];
  } catch (error) {
    return [`${output}: ${describeSystemError(error)}`];
  }
}

function tell({ errors, notices }: ConvertedCollection, places: Places, several: string, io: CliIo): void {
  for (const { errorClass, message, span, path } of errors)
    io.stderr.write(`${places.of(path, span)}${several}${errorClass}: ${message}\n`);
  const told = new Set<string>();
  for (const { code, message, span, path } of notices) {
    const key = `${path}\n${code}\n${message}`;
    if (told.has(key)) continue;
    told.add(key);
    io.stderr.write(`${places.of(path, span)}${several}notice ${code}: ${message}\n`);
  }
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
