/** Jinja's tests: `value is name(arguments)`. */
import { ConversionError } from '../conversion-error.ts';
import { compare, contains } from './template-operators.ts';
import {
  integerOf,
  isKind,
  isList,
  isMap,
  isNumber,
  isTextValue,
  plainTextOf,
  type TemplateValue,
} from './template-value.ts';

type Test = (value: TemplateValue, given: readonly TemplateValue[]) => boolean;

const comparing =
  (operator: string): Test =>
  (value, given) =>
    compare(operator, value, given[0] ?? null);

const tests: Readonly<Record<string, Test>> = {
  defined: (value) => !isKind(value, 'undefined'),
  undefined: (value) => isKind(value, 'undefined'),
  none: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  true: (value) => value === true,
  false: (value) => value === false,
  integer: (value) => typeof value === 'bigint',
  float: (value) => typeof value === 'number',
  number: isNumber,
  string: isTextValue,
  mapping: isMap,
  sequence: (value) => isTextValue(value) || isList(value) || isMap(value),
  iterable: (value) => isTextValue(value) || isList(value) || isMap(value) || isKind(value, 'undefined'),
  callable: (value) => isKind(value, 'function'),
  even: (value) => integerOf(value) % 2 === 0,
  odd: (value) => integerOf(value) % 2 !== 0,
  divisibleby: (value, given) => integerOf(value) % integerOf(given[0] ?? null) === 0,
  lower: (value) => plainTextOf(value) === plainTextOf(value).toLowerCase(),
  upper: (value) => plainTextOf(value) === plainTextOf(value).toUpperCase(),
  in: (value, given) => contains(given[0] ?? null, value),
  eq: comparing('=='),
  equalto: comparing('=='),
  ne: comparing('!='),
  lt: comparing('<'),
  lessthan: comparing('<'),
  le: comparing('<='),
  gt: comparing('>'),
  greaterthan: comparing('>'),
  ge: comparing('>='),
};

export function testOf(name: string): Test {
  const test = Object.hasOwn(tests, name) ? tests[name] : undefined;
  if (test) return test;
  throw new ConversionError('TemplateAssertionError', `No test named '${name}'.`);
}
