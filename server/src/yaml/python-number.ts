/** Python's `int()` and `float()` of a string, and PyYAML's numbers on top of them. */
import { pythonStringRepr } from './python-repr.ts';

/** A Python exception without a place in the text. */
export interface PythonError {
  readonly errorClass: 'ValueError' | 'IndexError' | 'OverflowError' | 'KeyError' | 'TypeError' | 'AttributeError';
  readonly problem: string;
}

// What Python's numbers take for white space around them: not all that JavaScript does, and more of Unicode.
const space =
  /^[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;
const decimalDigit = /\p{Nd}/u;
const anyDecimalDigit = /\p{Nd}/gu;
/** Python's limit for decimal digits, against quadratic time. */
const maxDecimalDigits = 4300;

/** Decimal digits of all scripts as ASCII, without white space around. */
function normalized(text: string): string {
  return text
    .replace(space, '')
    .replace(anyDecimalDigit, (digit) => (digit <= '9' ? digit : String(digitValue(digit))));
}

/** Decimal digits come in runs of ten that start with zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) as number;
  let zero = code;
  while (code - zero < 9 && decimalDigit.test(String.fromCodePoint(zero - 1))) zero--;
  return mathematicalDigits(code) ?? code - zero;
}

/** The only runs that touch each other: U+1D7CE to U+1D7FF. */
function mathematicalDigits(code: number): number | undefined {
  return code >= 0x1d7ce && code <= 0x1d7ff ? (code - 0x1d7ce) % 10 : undefined;
}

const digitPatterns: Record<number, RegExp> = {
  2: /^(?:0[bB]_?)?[01]+(?:_[01]+)*$/,
  8: /^(?:0[oO]_?)?[0-7]+(?:_[0-7]+)*$/,
  10: /^[0-9]+(?:_[0-9]+)*$/,
  16: /^(?:0[xX]_?)?[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*$/,
};
/** A prefix counts for its own base alone: `0b` are two digits of base 16. */
const prefixPatterns: Record<number, RegExp> = { 2: /^0[bB]/, 8: /^0[oO]/, 10: /^(?!)/, 16: /^0[xX]/ };
const prefixes: Record<number, string> = { 2: '0b', 8: '0o', 10: '', 16: '0x' };

/** Python's `int(text, base)`. */
export function pythonInt(text: string, base: 2 | 8 | 10 | 16): bigint | PythonError {
  const trimmed = normalized(text);
  const negative = trimmed.startsWith('-');
  const unsigned = negative || trimmed.startsWith('+') ? trimmed.slice(1) : trimmed;
  if (!(digitPatterns[base] as RegExp).test(unsigned)) {
    return {
      errorClass: 'ValueError',
      // Python cuts the text off.
      problem: `invalid literal for int() with base ${base}: ${[...pythonStringRepr(text)].slice(0, 200).join('')}`,
    };
  }
  const digits = unsigned.replace(prefixPatterns[base] as RegExp, '').replaceAll('_', '');
  if (base === 10 && digits.length > maxDecimalDigits) {
    return {
      errorClass: 'ValueError',
      problem:
        `Exceeds the limit (${maxDecimalDigits} digits) for integer string conversion: value has ${digits.length} ` +
        'digits; use sys.set_int_max_str_digits() to increase the limit',
    };
  }
  const value = BigInt(prefixes[base] + digits);
  return negative ? -value : value;
}

/** Python's `float(text)`. */
export function pythonFloat(text: string): number | PythonError {
  const trimmed = normalized(text);
  if (
    /^[-+]?(?:[0-9]+(?:_[0-9]+)*\.?(?:[0-9]+(?:_[0-9]+)*)?|\.[0-9]+(?:_[0-9]+)*)(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/.test(
      trimmed,
    )
  ) {
    return Number(trimmed.replaceAll('_', ''));
  }
  const word = /^([-+]?)(inf|infinity|nan)$/i.exec(trimmed);
  if (word === null) {
    return { errorClass: 'ValueError', problem: `could not convert string to float: ${pythonStringRepr(text)}` };
  }
  if ((word[2] as string).toLowerCase() === 'nan') return Number.NaN;
  return word[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

const noCharacter: PythonError = { errorClass: 'IndexError', problem: 'string index out of range' };

/** pyyaml: constructor.py#construct_yaml_int */
export function constructInt(text: string): bigint | PythonError {
  let digits = text.replaceAll('_', '');
  if (digits === '') return noCharacter;
  const negative = digits.startsWith('-');
  if (negative || digits.startsWith('+')) digits = digits.slice(1);
  const value = unsignedInt(digits);
  return typeof value === 'bigint' && negative ? -value : value;
}

function unsignedInt(digits: string): bigint | PythonError {
  if (digits === '0') return 0n;
  if (digits.startsWith('0b')) return pythonInt(digits.slice(2), 2);
  if (digits.startsWith('0x')) return pythonInt(digits.slice(2), 16);
  if (digits === '') return noCharacter;
  if (digits.startsWith('0')) return pythonInt(digits, 8);
  if (!digits.includes(':')) return pythonInt(digits, 10);
  const parts: bigint[] = [];
  for (const part of digits.split(':')) {
    const digit = pythonInt(part, 10);
    if (typeof digit !== 'bigint') return digit;
    parts.push(digit);
  }
  return sexagesimal(parts, 0, parts.length);
}

/** Halves before it multiplies, so that very many digits do not take quadratic time. */
function sexagesimal(digits: readonly bigint[], start: number, end: number): bigint {
  if (end - start > 8) {
    const middle = (start + end) >> 1;
    return sexagesimal(digits, start, middle) * 60n ** BigInt(end - middle) + sexagesimal(digits, middle, end);
  }
  let value = 0n;
  for (let i = start; i < end; i++) value = value * 60n + (digits[i] as bigint);
  return value;
}

/** pyyaml: constructor.py#construct_yaml_float */
export function constructFloat(text: string): number | PythonError {
  let digits = text.replaceAll('_', '').toLowerCase();
  if (digits === '') return noCharacter;
  const sign = digits.startsWith('-') ? -1 : 1;
  if (sign < 0 || digits.startsWith('+')) digits = digits.slice(1);
  if (digits === '.inf') return sign * Number.POSITIVE_INFINITY;
  if (digits === '.nan') return Number.NaN;
  const value = digits.includes(':') ? sexagesimalFloat(digits) : pythonFloat(digits);
  return typeof value === 'number' ? sign * value : value;
}

function sexagesimalFloat(text: string): number | PythonError {
  const digits: number[] = [];
  for (const part of text.split(':')) {
    const digit = pythonFloat(part);
    if (typeof digit !== 'number') return digit;
    digits.push(digit);
  }
  let value = 0;
  let base = 1n;
  for (const digit of digits.reverse()) {
    const factor = Number(base);
    if (!Number.isFinite(factor)) return { errorClass: 'OverflowError', problem: 'int too large to convert to float' };
    value += digit * factor;
    base *= 60n;
  }
  return value;
}
