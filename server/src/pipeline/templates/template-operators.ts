/** Python's operators on the values of templates. */
import { ConversionError } from '../conversion-error.ts';
import { QueryText } from '../query-text.ts';
import { typeError } from './template-error.ts';
import {
  defined,
  equal,
  integerOf,
  isKind,
  isList,
  isMap,
  isNumber,
  isTextValue,
  itemsOf,
  keyOf,
  order,
  plainTextOf,
  type TemplateValue,
  textOf,
  typeName,
  undefinedValue,
} from './template-value.ts';

/** Longer texts and lists are not made by multiplication. */
const maximumLength = 1_000_000;

type NumberValue = bigint | number;
const numeric = (value: bigint | number | boolean): NumberValue => (typeof value === 'boolean' ? BigInt(value) : value);

const division = () => new ConversionError('ZeroDivisionError', 'division by zero');

const arithmetic: Readonly<Record<string, (a: NumberValue, b: NumberValue) => NumberValue>> = {
  '+': (a, b) => (typeof a === 'bigint' && typeof b === 'bigint' ? a + b : Number(a) + Number(b)),
  '-': (a, b) => (typeof a === 'bigint' && typeof b === 'bigint' ? a - b : Number(a) - Number(b)),
  '*': (a, b) => (typeof a === 'bigint' && typeof b === 'bigint' ? a * b : Number(a) * Number(b)),
  '/': (a, b) => Number(a) / Number(b),
  '//'(a, b) {
    const quotient = Math.floor(Number(a) / Number(b));
    return typeof a === 'bigint' && typeof b === 'bigint' ? (a - (((a % b) + b) % b)) / b : quotient;
  },
  '%': (a, b) =>
    typeof a === 'bigint' && typeof b === 'bigint'
      ? ((a % b) + b) % b
      : ((Number(a) % Number(b)) + Number(b)) % Number(b),
  '**'(a, b) {
    const isExact = typeof a === 'bigint' && typeof b === 'bigint' && b >= 0n;
    if (isExact && b > 4096n) throw new ConversionError('OverflowError', 'The exponent is too large.');
    return isExact ? a ** b : Number(a) ** Number(b);
  },
};

export function binary(operator: string, left: TemplateValue, right: TemplateValue): TemplateValue {
  const a = defined(left);
  const b = defined(right);
  if (isNumber(a) && isNumber(b)) {
    if (['/', '//', '%'].includes(operator) && Number(b) === 0) throw division();
    return (arithmetic[operator] as (a: NumberValue, b: NumberValue) => NumberValue)(numeric(a), numeric(b));
  }
  if (operator === '+' && isTextValue(a) && isTextValue(b)) return QueryText.concat(textOf(a), textOf(b));
  if (operator === '+' && isList(a) && isList(b)) return [...a, ...b];
  if (operator === '*' && isNumber(b)) return repeated(a, integerOf(b));
  if (operator === '*' && isNumber(a)) return repeated(b, integerOf(a));
  throw typeError(`unsupported operand type(s) for ${operator}: '${typeName(a)}' and '${typeName(b)}'`);
}

function repeated(value: TemplateValue, count: number): TemplateValue {
  const times = Math.max(count, 0);
  const length = isTextValue(value) ? plainTextOf(value).length : isList(value) ? value.length : undefined;
  if (length === undefined) throw typeError(`unsupported operand type(s) for *: '${typeName(value)}'`);
  if (length * times > maximumLength) throw new ConversionError('OverflowError', 'The result is too long.');
  const copies = Array.from({ length: times }, () => value);
  return isList(value)
    ? copies.flatMap((copy) => copy as readonly TemplateValue[])
    : QueryText.concat(...copies.map(textOf));
}

export function negated(operator: '-' | '+', value: TemplateValue): TemplateValue {
  const number = defined(value);
  if (!isNumber(number)) throw typeError(`bad operand type for unary ${operator}: '${typeName(number)}'`);
  return operator === '-' ? -numeric(number) : numeric(number);
}

export function compare(operator: string, a: TemplateValue, b: TemplateValue): boolean {
  switch (operator) {
    case '==':
      return equal(a, b);
    case '!=':
      return !equal(a, b);
    case '<':
      return order(a, b) < 0;
    case '<=':
      return order(a, b) <= 0;
    case '>':
      return order(a, b) > 0;
    case '>=':
      return order(a, b) >= 0;
    case 'in':
      return contains(b, a);
    default:
      return !contains(b, a);
  }
}

export function contains(container: TemplateValue, value: TemplateValue): boolean {
  if (isTextValue(container)) {
    if (!isTextValue(defined(value)))
      throw typeError(`'in <string>' requires string as left operand, not ${typeName(value)}`);
    return plainTextOf(container).includes(plainTextOf(value));
  }
  if (isMap(container)) return container.has(keyOf(value));
  return itemsOf(container).some((item) => equal(item, value));
}

/** `value[key]`; undefined where there is nothing. */
export function itemOf(value: TemplateValue, key: TemplateValue): TemplateValue {
  const of = defined(value);
  if (isMap(of)) {
    const found = isMap(key) || isList(key) ? undefined : of.get(keyOf(key));
    if (found !== undefined) return found;
  } else if ((isList(of) || isTextValue(of)) && typeof key === 'bigint') {
    const found = itemsOf(of).at(Number(key));
    if (found !== undefined) return found;
  }
  if (isTextValue(key)) {
    const attribute = ownAttribute(of, plainTextOf(key));
    if (attribute !== undefined) return attribute;
    return missing(of, plainTextOf(key));
  }
  return undefinedValue(`${typeName(of)} object has no element ${plainTextOf(key)}`);
}

/** What a name stands for that a value does not have. */
export function missing(of: TemplateValue, name: string): TemplateValue {
  if (name.startsWith('_'))
    return undefinedValue(`access to attribute '${name}' of '${typeName(of)}' object is unsafe.`, 'SecurityError');
  return undefinedValue(`'${typeName(of)} object' has no attribute '${name}'`);
}

export function ownAttribute(value: TemplateValue, name: string): TemplateValue | undefined {
  if (isKind(value, 'object')) return value.attribute(name);
  return isKind(value, 'namespace') ? value.values.get(name) : undefined;
}

export function sliceOf(value: TemplateValue, bounds: readonly (TemplateValue | undefined)[]): TemplateValue {
  const of = defined(value);
  if (!isList(of) && !isTextValue(of)) return undefinedValue(`${typeName(of)} object has no slices`);
  const items = itemsOf(of);
  const [start, end, step] = bounds.map((bound) =>
    bound === undefined || bound === null ? undefined : integerOf(bound),
  );
  const by = step ?? 1;
  if (by === 0) throw new ConversionError('ValueError', 'slice step cannot be zero');
  const chosen = by > 0 ? forwards(items, start, end, by) : backwards(items, start, end, by);
  return isList(of) ? chosen : QueryText.concat(...chosen.map(textOf));
}

function forwards<T>(items: readonly T[], start: number | undefined, end: number | undefined, step: number): T[] {
  return items.slice(start, end).filter((_, i) => i % step === 0);
}

function backwards<T>(items: readonly T[], start: number | undefined, end: number | undefined, step: number): T[] {
  const position = (index: number) => (index < 0 ? index + items.length : index);
  const first = Math.min(start === undefined ? items.length - 1 : position(start), items.length - 1);
  const last = end === undefined ? -1 : Math.max(position(end), -1);
  const result: T[] = [];
  for (let i = first; i > last; i += step) result.push(items[i] as T);
  return result;
}
