import { isoDate } from '../../sigma/rule/python-value.ts';
import { ConversionError } from '../conversion-error.ts';
import { isNumeric, isPlainList, isPlainMap, type PlainValue, plainEquals, plainText } from '../plain-value.ts';
import type { Conditions } from '../processing-condition.ts';
import { reproduces } from '../quirks.ts';
import { ruleAttribute as attributeOf, levels, statuses } from '../rule-attributes.ts';

const order: Readonly<Record<string, (difference: number) => boolean>> = {
  eq: (difference) => difference === 0,
  ne: (difference) => difference !== 0,
  gte: (difference) => difference >= 0,
  gt: (difference) => difference > 0,
  lte: (difference) => difference <= 0,
  lt: (difference) => difference < 0,
};

/** Compares an attribute of the rule; one that it does not have matches nothing. */
export const ruleAttribute: Conditions = {
  rule: {
    id: 'rule_attribute',
    required: ['attribute', 'value'],
    optional: ['op'],
    create(parameters) {
      const attribute = parameters.string('attribute');
      const expected = parameters.value('value') ?? null;
      const operator = plainText(parameters.value('op') ?? 'eq');
      if (!Object.hasOwn(order, operator) && operator !== 'in' && operator !== 'not_in')
        throw invalid(`Invalid operation '${operator}'`);
      return {
        match(rule, run) {
          const found = attributeOf(rule, attribute);
          if (found === undefined) return false;
          const matches = compare(found.value, expected, operator, found.scale);
          // pySigma: conditions/rule.py#RuleAttributeCondition – compares integers with a method that has no answer for other numbers, and
          // takes the missing answer for a yes.
          const isInteger = typeof found.value === 'bigint' || typeof found.value === 'boolean';
          return matches || (isInteger && reproduces(run, 'integer-attribute'));
        },
      };
    },
  },
};

function invalid(message: string): ConversionError {
  return new ConversionError('SigmaConfigurationError', `${message} in rule attribute condition.`);
}

function compare(value: PlainValue, expected: PlainValue, operator: string, scale?: 'level' | 'status'): boolean {
  if (isPlainList(value)) return compareList(value, expected, operator);
  if (scale) return ordered(rank(plainText(value), scale) - rank(scaleName(expected, scale), scale), operator);
  if (typeof value === 'string') {
    if (operator === 'eq') return value === expected;
    if (operator === 'ne') return value !== expected;
    throw invalid(`Invalid operation '${operator}' for string comparison`);
  }
  if (isNumeric(value)) return ordered(Number(value) - numberOf(expected), operator);
  if (value !== null && typeof value === 'object' && !isPlainMap(value) && value.kind !== 'binary')
    return compareDate(plainText(value), expected, operator);
  throw invalid('Unsupported type');
}

function compareList(list: readonly PlainValue[], expected: PlainValue, operator: string): boolean {
  if (operator === 'in') return list.some((item) => plainEquals(item, expected));
  if (operator === 'not_in') return !list.some((item) => plainEquals(item, expected));
  return operator === 'ne';
}

// pySigma: conditions/rule.py#RuleAttributeCondition – `in` and `not_in` have no method for values that are no lists.
function ordered(difference: number, operator: string): boolean {
  const holds = order[operator];
  if (!holds) throw new ConversionError('KeyError', `'${operator}'`);
  return holds(difference);
}

function numberOf(expected: PlainValue): number {
  const number =
    typeof expected === 'string' ? Number(expected.trim() || 'x') : isNumeric(expected) ? Number(expected) : Number.NaN;
  if (Number.isNaN(number)) throw invalid(`Invalid number format '${plainText(expected)}'`);
  return number;
}

function compareDate(value: string, expected: PlainValue, operator: string): boolean {
  const match = typeof expected === 'string' ? /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(expected) : null;
  if (!match) throw invalid(`Invalid date format '${plainText(expected)}'`);
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const other = isoDate({ year, month, day });
  return ordered(value < other ? -1 : value > other ? 1 : 0, operator);
}

function scaleName(expected: PlainValue, scale: 'level' | 'status'): string {
  if (typeof expected !== 'string') throw invalid(`'${plainText(expected)}' must be a string with a valid ${scale}`);
  return expected.toLowerCase();
}

function rank(name: string, scale: 'level' | 'status'): number {
  const names: readonly string[] = scale === 'level' ? levels : statuses;
  const index = names.indexOf(name);
  if (index < 0) throw invalid(`Invalid Sigma ${scale} '${name}'`);
  return index;
}
