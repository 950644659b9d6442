/** The Python value of a scalar with a known tag. pyyaml: constructor.py#SafeConstructor */
import type { ScalarValue, YamlBinary } from './nodes.ts';
import { constructFloat, constructInt, type PythonError } from './python-number.ts';
import { pythonStringRepr } from './python-repr.ts';
import { Tag } from './resolve.ts';
import { constructTimestamp } from './timestamp.ts';

/** Constructing failed: Python's own exception, or (without a class) words for a ConstructorError. */
export class ScalarFailure {
  readonly errorClass: PythonError['errorClass'] | 'ConstructorError';
  readonly problem: string;

  constructor(errorClass: ScalarFailure['errorClass'], problem: string) {
    this.errorClass = errorClass;
    this.problem = problem;
  }
}

const booleans = new Map([
  ['yes', true],
  ['no', false],
  ['true', true],
  ['false', false],
  ['on', true],
  ['off', false],
]);

type Constructor = (text: string) => ScalarValue | ScalarFailure;

const constructors = new Map<string, Constructor>([
  [Tag.str, (text) => text],
  [Tag.null, () => null],
  [Tag.bool, constructBool],
  [Tag.int, (text) => orFailure(constructInt(text))],
  [Tag.float, (text) => orFailure(constructFloat(text))],
  [Tag.timestamp, (text) => orFailure(constructTimestamp(text))],
  [Tag.binary, constructBinary],
]);

/** The constructor of a tag that stands for a scalar; `undefined` for all other tags. */
export function scalarConstructor(tag: string): Constructor | undefined {
  return constructors.get(tag);
}

function orFailure<T extends ScalarValue>(value: T | PythonError): T | ScalarFailure {
  if (typeof value === 'object' && value !== null && 'errorClass' in value) {
    return new ScalarFailure(value.errorClass, value.problem);
  }
  return value;
}

function constructBool(text: string): boolean | ScalarFailure {
  const lower = text.toLowerCase();
  return booleans.get(lower) ?? new ScalarFailure('KeyError', pythonStringRepr(lower));
}

function constructBinary(text: string): YamlBinary | ScalarFailure {
  const points = [...text];
  const bad = points.findIndex((c) => c > '\x7f');
  if (bad >= 0) return new ScalarFailure('ConstructorError', notAscii(points, bad));
  const bytes = decodeBase64(text);
  if (typeof bytes !== 'string') return { kind: 'binary', bytes };
  return new ScalarFailure('ConstructorError', `failed to decode base64 data: ${bytes}`);
}

/** Python's UnicodeEncodeError. */
function notAscii(points: readonly string[], start: number): string {
  let end = start + 1;
  while (end < points.length && (points[end] as string) > '\x7f') end++;
  const shown = pythonCodeEscape((points[start] as string).codePointAt(0) as number);
  const where =
    end === start + 1 ? `character '${shown}' in position ${start}` : `characters in position ${start}-${end - 1}`;
  return `failed to convert base64 data into ascii: 'ascii' codec can't encode ${where}: ordinal not in range(128)`;
}

function pythonCodeEscape(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** The bytes, or Python's words against them. Characters outside the alphabet are skipped. cpython: binascii.a2b_base64 */
function decodeBase64(text: string): Uint8Array | string {
  const bytes: number[] = [];
  let position = 0;
  let padding = 0;
  let left = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 61) {
      if (position >= 2 && position + ++padding >= 4) return Uint8Array.from(bytes);
      continue;
    }
    const value = base64Value(c);
    if (value < 0) continue;
    padding = 0;
    if (position === 1) bytes.push((left << 2) | (value >> 4));
    else if (position === 2) bytes.push(((left & 15) << 4) | (value >> 2));
    else if (position === 3) bytes.push(((left & 3) << 6) | value);
    left = value;
    position = (position + 1) & 3;
  }
  if (position === 0) return Uint8Array.from(bytes);
  if (position > 1) return 'Incorrect padding';
  const characters = Math.floor(bytes.length / 3) * 4 + 1;
  return `Invalid base64-encoded string: number of data characters (${characters}) cannot be 1 more than a multiple of 4`;
}

function base64Value(c: number): number {
  if (c >= 65 && c <= 90) return c - 65;
  if (c >= 97 && c <= 122) return c - 71;
  if (c >= 48 && c <= 57) return c + 4;
  return c === 43 ? 62 : c === 47 ? 63 : -1;
}
