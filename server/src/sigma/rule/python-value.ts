/**
 * YAML values as Python sees them: type names, truth, `str()`, `repr()` and `int()`. pySigma builds its messages and some of its
 * attributes with these, so that their exact form is part of its behaviour.
 */
import type { ScalarValue, YamlNode, YamlSeq } from '../../yaml/nodes.ts';
import { pythonStringRepr } from '../../yaml/python-repr.ts';
import { pythonFloatRepr, pythonRepr as reprOfYaml, pythonStr as strOfYaml } from '../../yaml/python-value.ts';

export { pythonFloatRepr, pythonStringRepr };

const setTag = 'tag:yaml.org,2002:set';
/** No YAML tag: marks what Python reads as a tuple. */
export const tupleTag = 'tag:python,tuple';

/** Whether the node becomes a Python dict (a `!!set` does not). */
export function isDict(node: YamlNode | undefined): node is Extract<YamlNode, { kind: 'map' }> {
  return node?.kind === 'map' && node.tag !== setTag;
}

/** The name as Python prints it in messages: `str`, `NoneType`, `datetime.date`, … */
export function pythonTypeName(node: YamlNode): string {
  if (node.kind === 'map') return node.tag === setTag ? 'set' : 'dict';
  if (node.kind === 'seq') return isTuple(node) ? 'tuple' : 'list';
  return scalarTypeName(node.value);
}

function scalarTypeName(value: ScalarValue): string {
  if (value === null) return 'NoneType';
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'float';
    default:
      return value.kind === 'binary' ? 'bytes' : `datetime.${value.kind}`;
  }
}

/** Python's `str()`. */
export function pythonStr(node: YamlNode): string {
  return isTuple(node) ? pythonRepr(node) : strOfYaml(node);
}

/** Python's `repr()`. */
export function pythonRepr(node: YamlNode): string {
  return isTuple(node) ? `(${node.items.map(reprOfYaml).join(', ')})` : reprOfYaml(node);
}

function isTuple(node: YamlNode): node is YamlSeq {
  return node.kind === 'seq' && node.tag === tupleTag;
}

/** Text of a string scalar; `undefined` for every other value. */
export function stringOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

export function isNone(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === null;
}

/** What Python refuses in the value when it is used as a key; `undefined` for values that can be keys. */
export function unhashablePart(node: YamlNode): YamlNode | undefined {
  if (node.kind === 'scalar') return undefined;
  if (!isTuple(node)) return node;
  return node.items.map(unhashablePart).find((part) => part !== undefined);
}

export function isUnhashable(node: YamlNode): boolean {
  return unhashablePart(node) !== undefined;
}

/** Python's truth of a value. */
export function isTruthy(node: YamlNode): boolean {
  if (node.kind === 'map') return node.entries.length > 0;
  if (node.kind === 'seq') return node.items.length > 0;
  const { value } = node;
  if (value === null) return false;
  if (typeof value === 'object') return value.kind !== 'binary' || value.bytes.length > 0;
  return Boolean(value) || Number.isNaN(value);
}

export function isoDate(date: { readonly year: number; readonly month: number; readonly day: number }): string {
  const pad = (n: number, width: number) => String(n).padStart(width, '0');
  return `${pad(date.year, 4)}-${pad(date.month, 2)}-${pad(date.day, 2)}`;
}

/**
 * Python's `int()` of a value: the integer, or the class and text of the error that Python raises.
 */
export function pythonInt(node: YamlNode): bigint | { readonly errorClass: string; readonly message: string } {
  const value = node.kind === 'scalar' ? node.value : undefined;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number') return floatToInt(value);
  if (typeof value === 'string') return parsePythonInt(value, 10) ?? invalidLiteral(pythonStringRepr(value));
  if (node.kind === 'scalar' && value !== null && typeof value === 'object' && value.kind === 'binary') {
    const text = String.fromCharCode(...value.bytes.subarray(0, 5000));
    return parsePythonInt(text, 10) ?? invalidLiteral(pythonRepr(node));
  }
  return {
    errorClass: 'TypeError',
    message: `int() argument must be a string, a bytes-like object or a real number, not '${pythonTypeName(node)}'`,
  };
}

function floatToInt(value: number): ReturnType<typeof pythonInt> {
  if (Number.isNaN(value)) return { errorClass: 'ValueError', message: 'cannot convert float NaN to integer' };
  if (Number.isFinite(value)) return BigInt(Math.trunc(value));
  return { errorClass: 'OverflowError', message: 'cannot convert float infinity to integer' };
}

function invalidLiteral(repr: string): { errorClass: string; message: string } {
  return { errorClass: 'ValueError', message: `invalid literal for int() with base 10: ${repr}` };
}

const decimalDigit = /\p{Nd}/u;
const surroundingSpace = /^(?:[^\S\ufeff]|[\x1c-\x1f\x85])+|(?:[^\S\ufeff]|[\x1c-\x1f\x85])+$/g;

/** Python's `int(text, base)` for base 10 and 16: spaces around, a sign, single underscores and digits of any script. */
export function parsePythonInt(text: string, base: 10 | 16): bigint | undefined {
  let ascii = '';
  for (const character of text.replace(surroundingSpace, '')) {
    ascii += character > '\x7f' && decimalDigit.test(character) ? String(digitValue(character)) : character;
  }
  const pattern = base === 10 ? /^([+-]?)(\d+(?:_\d+)*)$/ : /^([+-]?)(?:0[xX]_?)?([\da-fA-F]+(?:_[\da-fA-F]+)*)$/;
  const match = pattern.exec(ascii);
  if (!match) return undefined;
  const digits = (match[2] as string).replaceAll('_', '');
  // Python refuses longer decimal texts (sys.int_info.default_max_str_digits).
  if (base === 10 && digits.length > 4300) return undefined;
  const value = BigInt(base === 16 ? `0x${digits}` : digits);
  return match[1] === '-' ? -value : value;
}

/** Decimal digits of every script stand in runs of ten that begin with zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) as number;
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10;
  let zero = code;
  while (zero > code - 9 && decimalDigit.test(String.fromCodePoint(zero - 1))) zero--;
  return (code - zero) % 10;
}
