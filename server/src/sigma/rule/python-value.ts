/**
 * YAML values as Python sees them: type names, truth, `str()`, `repr()` and `int()`. pySigma builds its messages and some of its
 * attributes with these, so that their exact form is part of its behaviour.
 */
import type { ScalarValue, YamlBinary, YamlNode } from '../../yaml/nodes.ts';

const setTag = 'tag:yaml.org,2002:set';
const pairTags = new Set(['tag:yaml.org,2002:omap', 'tag:yaml.org,2002:pairs']);

/** Whether the node becomes a Python dict (a `!!set` does not). */
export function isDict(node: YamlNode | undefined): node is Extract<YamlNode, { kind: 'map' }> {
  return node?.kind === 'map' && node.tag !== setTag;
}

/** The name as Python prints it in messages: `str`, `NoneType`, `datetime.date`, … */
export function pythonTypeName(node: YamlNode): string {
  if (node.kind === 'map') return node.tag === setTag ? 'set' : 'dict';
  if (node.kind === 'seq') return 'list';
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

/** Text of a string scalar; `undefined` for every other value. */
export function stringOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

export function isNone(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === null;
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

export function pythonStr(node: YamlNode): string {
  if (node.kind !== 'scalar') return pythonRepr(node);
  const { value } = node;
  if (typeof value === 'string') return value;
  if (value !== null && typeof value === 'object') {
    if (value.kind === 'date') return isoDate(value);
    if (value.kind === 'datetime') return value.text;
  }
  return scalarRepr(value);
}

/** Python's `repr()`. Deeper than a few hundred levels it stops with `...`, where Python would give up. */
export function pythonRepr(node: YamlNode, depth = 0): string {
  if (depth > 300) return '...';
  if (node.kind === 'scalar') return scalarRepr(node.value);
  const inner = (child: YamlNode) => pythonRepr(child, depth + 1);
  if (node.kind === 'seq') {
    if (!pairTags.has(node.tag)) return `[${node.items.map(inner).join(', ')}]`;
    const pairs = node.items.map((item) => (item.kind === 'map' ? item.entries[0] : undefined));
    return `[${pairs.map((pair) => (pair ? `(${inner(pair.key)}, ${inner(pair.value)})` : '()')).join(', ')}]`;
  }
  if (node.tag === setTag) {
    return node.entries.length === 0 ? 'set()' : `{${node.entries.map((entry) => inner(entry.key)).join(', ')}}`;
  }
  return `{${node.entries.map((entry) => `${inner(entry.key)}: ${inner(entry.value)}`).join(', ')}}`;
}

function scalarRepr(value: ScalarValue): string {
  if (value === null) return 'None';
  switch (typeof value) {
    case 'string':
      return pythonStringRepr(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'bigint':
      return value.toString();
    case 'number':
      return pythonFloatRepr(value);
    default:
      if (value.kind === 'date') return `datetime.date(${value.year}, ${value.month}, ${value.day})`;
      return value.kind === 'binary' ? bytesRepr(value) : dateTimeRepr(value.text);
  }
}

export function isoDate(date: { readonly year: number; readonly month: number; readonly day: number }): string {
  const pad = (n: number, width: number) => String(n).padStart(width, '0');
  return `${pad(date.year, 4)}-${pad(date.month, 2)}-${pad(date.day, 2)}`;
}

function dateTimeRepr(text: string): string {
  const match = /^(\d+)-(\d+)-(\d+) (\d+):(\d+):(\d+)(?:\.(\d+))?(.*)$/.exec(text);
  if (!match) return text;
  const numbers = match.slice(1, 8).map((part) => (part === undefined ? 0 : Number(part)));
  while (numbers.length > 5 && numbers.at(-1) === 0) numbers.pop();
  const zone = match[8] === '' ? '' : match[8] === '+00:00' ? ', tzinfo=datetime.timezone.utc' : `, tzinfo=${match[8]}`;
  return `datetime.datetime(${numbers.join(', ')}${zone})`;
}

function bytesRepr(value: YamlBinary): string {
  let text = '';
  for (const byte of value.bytes) {
    if (byte === 0x5c) text += '\\\\';
    else if (byte === 10) text += '\\n';
    else if (byte === 13) text += '\\r';
    else if (byte === 9) text += '\\t';
    else if (byte < 32 || byte > 126) text += `\\x${byte.toString(16).padStart(2, '0')}`;
    else text += String.fromCharCode(byte);
  }
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return `b${quote}${quote === "'" ? text.replaceAll("'", "\\'") : text}${quote}`;
}

const unprintable = /[\p{C}\p{Z}]/u;

export function pythonStringRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let result = quote;
  for (const character of text) {
    if (character === quote || character === '\\') result += `\\${character}`;
    else if (character === '\n') result += '\\n';
    else if (character === '\r') result += '\\r';
    else if (character === '\t') result += '\\t';
    else if (character !== ' ' && unprintable.test(character)) result += escapeCharacter(character);
    else result += character;
  }
  return result + quote;
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) as number;
  const hex = (width: number) => code.toString(16).padStart(width, '0');
  if (code < 0x100) return `\\x${hex(2)}`;
  return code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}

/** Python's `repr()` of a float: the shortest digits that read back, with an exponent below 1e-4 and from 1e16. */
export function pythonFloatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const [mantissa, exponentText] = value.toExponential().split('e') as [string, string];
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const digits = String(Math.abs(exponent)).padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
  }
  const text = exponent < 0 ? value.toFixed(mantissa.replace(/[-.]/g, '').length - 1 - exponent) : String(value);
  return text.includes('.') ? text : `${text}.0`;
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
    return parsePythonInt(text, 10) ?? invalidLiteral(bytesRepr(value));
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
const surroundingSpace = /^[\s\x1c-\x1f\x85]+|[\s\x1c-\x1f\x85]+$/g;

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
