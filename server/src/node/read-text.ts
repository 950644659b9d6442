/** Reads a rule file as text. What cannot be one is told in words, once. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { LineIndex, type Position } from '../base/line-index.ts';
import { maxTextLength } from '../yaml/limits.ts';
import { decodeUtf8 } from '../yaml/utf8.ts';
import { describeSystemError } from './system-error.ts';

export type ReadText =
  | { readonly kind: 'text'; readonly text: string }
  /** The content is no text that a rule could be; `code` names Python's error class, as with other problems. */
  | { readonly kind: 'problem'; readonly code: string; readonly message: string; readonly position: Position }
  /** The file could not be read at all, or there is none. */
  | { readonly kind: 'trouble'; readonly message: string; readonly isMissing?: true };

const start: Position = { line: 0, character: 0 };
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

export function readText(file: string): ReadText {
  try {
    return readOpened(openSync(file, 'r'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    return { kind: 'trouble', message: describeSystemError(error), ...(isMissing && { isMissing }) };
  }
}

/** Characters that are read ahead. */
const ahead = 1_000_000;

/** Reads files some ahead of the one that is asked for: reads between long work take several times as long as reads in a row. */
export function* readAhead<F extends { readonly file: string }>(files: readonly F[]): Generator<[F, ReadText]> {
  let group: [F, ReadText][] = [];
  let length = 0;
  for (const file of files) {
    const read = readText(file.file);
    group.push([file, read]);
    length += read.kind === 'text' ? read.text.length : 0;
    if (length < ahead) continue;
    yield* group;
    group = [];
    length = 0;
  }
  yield* group;
}

function readOpened(descriptor: number): ReadText {
  try {
    const { size } = fstatSync(descriptor);
    return size > maxTextLength ? tooLarge(size) : decodeText(contentOf(descriptor, size));
  } finally {
    closeSync(descriptor);
  }
}

/** Holds the content of one small file after the other. */
const small = Buffer.allocUnsafe(1 << 16);

/** Valid until the next call. Pipes and the like have no size. */
function contentOf(descriptor: number, size: number): Uint8Array {
  if (size === 0 || size > small.length) return readFileSync(descriptor);
  let length = 0;
  while (length < size) {
    const count = readSync(descriptor, small, length, size - length, null);
    if (count === 0) break;
    length += count;
  }
  return small.subarray(0, length);
}

/** UTF-8 → text without byte order mark, as editors show it. */
export function decodeText(bytes: Uint8Array): ReadText {
  const foreign = foreignEncoding(bytes);
  if (foreign !== undefined) return undecodable(foreign, start);
  try {
    return { kind: 'text', text: strictUtf8.decode(bytes) };
  } catch {
    return notUtf8(bytes);
  }
}

function foreignEncoding(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'This file is in UTF-16.';
  if (!bytes.subarray(0, 8000).includes(0)) return undefined;
  return looksLikeUtf16(bytes) ? 'This file is in UTF-16.' : 'This file is binary, not text.';
}

/** Every second byte of the beginning is zero: ASCII in two bytes each. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 64);
  const zeros = (offset: number) => sample.filter((byte, index) => index % 2 === offset && byte === 0).length;
  return sample.length >= 4 && Math.max(zeros(0), zeros(1)) > sample.length / 3 && Math.min(zeros(0), zeros(1)) === 0;
}

function notUtf8(bytes: Uint8Array): ReadText {
  const decoded = decodeUtf8(bytes);
  const at = 'error' in decoded ? decoded.error.position : 0;
  const before = new TextDecoder('utf-8').decode(bytes.subarray(0, at));
  const byte = (bytes[at] ?? 0).toString(16).padStart(2, '0').toUpperCase();
  return undecodable(
    `The byte ${byte} here is no UTF-8; perhaps the file is in Latin-1 or Windows-1252.`,
    new LineIndex(before).positionAt(before.length),
  );
}

function undecodable(reason: string, position: Position): ReadText {
  const message = `${reason} Sigma rules are UTF-8: save it in that encoding.`;
  return { kind: 'problem', code: 'unicode-decode-error', message, position };
}

function tooLarge(size: number): ReadText {
  const megabytes = (bytes: number) => Math.round(bytes / 1_000_000);
  const message = `This file has ${megabytes(size)} MB, more than the ${megabytes(maxTextLength)} MB that are read. Split it into smaller files.`;
  return { kind: 'problem', code: 'yaml-limit', message, position: start };
}
