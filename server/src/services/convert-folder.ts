/** Converts the rules of a folder to a file for each query: one after the other, so that whoever cancels finds whole files only. */
import { type CancellationToken, throwIfCancelled } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import { LineIndex } from '../base/line-index.ts';
import { findBackend } from '../convert/backends/index.ts';
import type { DataFiles } from '../data/data-files.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import type { SigmaCollection } from '../sigma/rule/sigma-rule.ts';
import type { ConvertRequest } from './convert.ts';
import { Converters } from './converters.ts';
import { type QueryView, queryView } from './query-view.ts';

/** The disk as this job needs it. */
export interface FolderFiles {
  /** YAML files of the folder of rules, relative to it with `/`; without what lies in the output folder. */
  list(): {
    readonly files: readonly string[];
    readonly troubles: readonly { readonly path: string; readonly message: string }[];
  };
  read(path: string): { readonly text: string } | { readonly message: string };
  /**
   * Writes a file below the output folder (relative, with `/`), whole or not at all. Throws `Failure` when it cannot, and when the
   * place is outside that folder or a rule's own.
   */
  write(path: string, text: string): void;
}

export interface FolderConversion {
  /** What a person calls the target; names its folder where there are several. */
  readonly name: string;
  readonly request: ConvertRequest;
}

export interface FolderFailure {
  /** The rule's file, relative to the folder. */
  readonly path: string;
  /** Which of the targets; absent where the file concerns all of them. */
  readonly target?: string;
  readonly code: string;
  readonly message: string;
  /** Counted from 0. */
  readonly position?: { readonly line: number; readonly character: number };
}

export interface FolderResult {
  /** Files with rules. */
  readonly rules: number;
  /** Query files. */
  readonly written: number;
  readonly failures: readonly FolderFailure[];
}

export interface FolderWork {
  readonly conversions: readonly FolderConversion[];
  readonly files: FolderFiles;
  readonly data: DataFiles;
  readonly token: CancellationToken;
  progress(done: number, all: number, path: string): void;
}

export function convertFolder(work: FolderWork): FolderResult {
  return new FolderRun(work).run();
}

class FolderRun {
  readonly #work: FolderWork;
  readonly #converters: Converters;
  readonly #failures: FolderFailure[] = [];
  readonly #taken = new Set<string>();
  readonly #folders: readonly string[];
  readonly #counts = { rules: 0, written: 0 };

  constructor(work: FolderWork) {
    this.#work = work;
    this.#converters = new Converters(work.data);
    this.#folders = foldersFor(work.conversions);
  }

  run(): FolderResult {
    const { files, token, progress } = this.#work;
    const { files: paths, troubles } = files.list();
    for (const { path, message } of troubles) this.#failures.push({ path, code: 'unreadable', message });
    for (const [index, path] of paths.entries()) {
      throwIfCancelled(token);
      progress(index, paths.length, path);
      this.#file(path);
    }
    return { ...this.#counts, failures: this.#failures };
  }

  #file(path: string): void {
    if (/\.tests\.ya?ml$/i.test(path)) return;
    const read = this.#work.files.read(path);
    if ('message' in read) {
      this.#failures.push({ path, code: 'unreadable', message: read.message });
      return;
    }
    if (!/detection|correlation|filter/.test(read.text)) return;
    const { yaml, collection } = parseSigma(read.text);
    if (collection.skippedDocuments.length === yaml.documents.length) return;
    this.#counts.rules++;
    for (const index of this.#work.conversions.keys()) {
      throwIfCancelled(this.#work.token);
      this.#convert(path, read.text, collection, index);
    }
  }

  #convert(path: string, text: string, collection: SigmaCollection, index: number): void {
    const { name, request } = this.#work.conversions[index] as FolderConversion;
    const made = this.#converters.get(request, collection);
    if ('trouble' in made) throw new Failure(made.trouble.code, `${name}: ${made.trouble.message}`);
    const { output, errors } = made.converter.convert(path, text);
    const [error] = errors;
    if (error) {
      const position = error.span && new LineIndex(text).positionAt(error.span.start);
      const { errorClass: code, message } = error;
      this.#failures.push({ path, target: name, code, message, ...(position && { position }) });
    }
    const view = output === undefined ? undefined : queryView(output);
    if (view && view.text !== '') this.#write(path, index, view);
  }

  #write(path: string, index: number, view: QueryView): void {
    const conversion = this.#work.conversions[index] as FolderConversion;
    try {
      this.#work.files.write(this.#placeFor(path, index, queryEnding(conversion.request, view)), `${view.text}\n`);
      this.#counts.written++;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#failures.push({ path, target: conversion.name, code: error.code, message: error.message });
    }
  }

  /** Names differ in more than case and the ending of the rule's file: no query takes another's place. */
  #placeFor(path: string, index: number, ending: string): string {
    const parts = path.split('/').map(safeFileName);
    const folder = this.#folders[index] as string;
    const whole = [...(folder === '' ? [] : [folder]), ...parts].join('/');
    const short = `${whole.replace(/\.ya?ml$/i, '')}${ending}`;
    const place = this.#taken.has(short.toLowerCase()) ? `${whole}${ending}` : short;
    this.#taken.add(place.toLowerCase());
    return place;
  }
}

/** One target writes into the output folder itself, several each into one of their own. */
function foldersFor(conversions: readonly FolderConversion[]): string[] {
  if (conversions.length === 1) return [''];
  const taken = new Set<string>();
  return conversions.map(({ name }) => {
    const base = safeFileName(name);
    for (let count = 1; ; count++) {
      const folder = count === 1 ? base : `${base} ${count}`;
      if (taken.has(folder.toLowerCase())) continue;
      taken.add(folder.toLowerCase());
      return folder;
    }
  });
}

/** A name that every file system takes. */
export function safeFileName(name: string): string {
  const plain = name
    .replace(/[<>:"/\\|?*\u0000-\u001f\u007f]/g, '_')
    .replace(/[. ]+$/, (end) => '_'.repeat(end.length));
  const named = plain === '' ? '_' : plain;
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(named) ? `_${named}` : named;
}

/** Formats whose files have a name of their own where they are used. */
const formatEndings: Readonly<Record<string, string>> = { savedsearches: '.conf' };

function queryEnding({ target, format = '' }: ConvertRequest, { language }: QueryView): string {
  if (format.endsWith('ndjson') || language === 'jsonl') return '.ndjson';
  if (language === 'json') return '.json';
  const queries = findBackend(target)?.language ?? 'txt';
  return formatEndings[format] ?? `.${queries === 'yaml' ? 'yml' : queries}`;
}
