import { describe, expect, it } from 'vitest';
import { freeConditionText } from '../condition/condition-text.ts';
import { parseSigma } from '../parse-sigma.ts';
import type { SigmaCorrelationRule } from '../rule/sigma-rule.ts';
import { parseExtendedCondition, referencedRules } from './parse-extended-condition.ts';

function parse(correlation: string): { rule: SigmaCorrelationRule; text: string } {
  const text = `title: t\ncorrelation:\n${correlation.replace(/^/gm, '  ')}\n`;
  const rule = parseSigma(text).collection.rules[0];
  if (rule?.kind !== 'correlation') throw new Error('no correlation');
  return { rule, text };
}

/** Each error as its class and the text that it points at. */
function errors(correlation: string): [string, string][] {
  const { rule, text } = parse(correlation);
  return rule.errors
    .filter(({ isConsequence }) => !isConsequence)
    .map(({ errorClass, span }) => [errorClass, text.slice(span.start, span.end)]);
}

const count = 'type: event_count\nrules: [a, b]\ntimespan: 5m\n';

describe('correlation rules', () => {
  it('are read whole', () => {
    const { rule } = parse(
      'type: Value_Count\nrules: a\ngenerate: true\ngroup-by: [u, 5]\ntimespan: 2h\naliases: {u: {a: User}}\n' +
        'condition: {gte: "10", field: F, percentile: 95}',
    );
    expect(rule.errors).toEqual([]);
    expect(rule.type?.value).toBe('value_count');
    expect(rule.rules.map(({ reference }) => reference)).toEqual(['a']);
    expect(rule.generate).toBe(true);
    expect(rule.groupBy?.map(({ value }) => value)).toEqual(['u', '5']);
    expect(rule.timespan).toMatchObject({ spec: '2h', count: 2, unit: 'h', seconds: 7200 });
    expect(rule.aliases[0]?.mapping[0]).toMatchObject({ rule: { reference: 'a' }, field: 'User' });
    expect(rule.condition).toMatchObject({ op: 'gte', count: 10n, percentile: 95 });
  });

  it('of temporal types want all their rules when they have no condition', () => {
    expect(parse('type: temporal\nrules: [a, b]\ntimespan: 5m').rule.condition).toMatchObject({ op: 'gte', count: 2n });
  });

  it('of temporal types take an expression over rules', () => {
    const { rule } = parse('type: temporal\ntimespan: 5m\ncondition: a and not b');
    expect(rule.errors).toEqual([]);
    expect(rule.extendedCondition?.tree).toMatchObject({ kind: 'and', args: [{ name: 'a' }, { kind: 'not' }] });
  });

  it.each<[string, string, [string, string][]]>([
    ['no type', 'rules: [a]\ntimespan: 5m\ncondition: {gte: 1}', [['SigmaCorrelationTypeError', 'correlation']]],
    [
      'an unknown type',
      `${count}condition: {gte: 1}`.replace('event_count', 'foo'),
      [['SigmaCorrelationTypeError', 'foo']],
    ],
    [
      'no rules',
      'type: event_count\ntimespan: 5m\ncondition: {gte: 1}',
      [['SigmaCorrelationRuleError', 'correlation']],
    ],
    ['a wrong time span', `${count}condition: {gte: 1}`.replace('5m', '5x'), [['SigmaTimespanError', '5x']]],
    ['a time span of zero', `${count}condition: {gte: 1}`.replace('5m', '0m'), [['SigmaTimespanError', '0m']]],
    ['no condition', count, [['SigmaCorrelationRuleError', 'correlation']]],
    ['two operators', `${count}condition: {gte: 1, lt: 5}`, [['SigmaCorrelationConditionError', 'gte']]],
    ['an unknown operator', `${count}condition: {gte: 1, foo: 5}`, [['SigmaCorrelationConditionError', 'foo']]],
    ['a count that is no number', `${count}condition: {gte: x}`, [['SigmaCorrelationConditionError', 'x']]],
    [
      'an alias that is no mapping',
      `${count}aliases: {u: 5}\ncondition: {gte: 1}`,
      [['SigmaCorrelationRuleError', '5']],
    ],
    [
      'a missing field',
      'type: value_sum\nrules: [a]\ntimespan: 5m\ncondition: {gte: 1}',
      [['SigmaCorrelationRuleError', '{gte: 1}']],
    ],
    [
      'an expression that does not parse',
      'type: temporal\ntimespan: 5m\ncondition: a and',
      [['SigmaCorrelationConditionError', 'and']],
    ],
    [
      'a rule that the expression leaves out',
      'type: temporal\nrules: [a, b]\ntimespan: 5m\ncondition: a',
      [['SigmaCorrelationConditionError', 'b']],
    ],
    [
      'a rule that the list leaves out',
      'type: temporal\nrules: [a]\ntimespan: 5m\ncondition: a or b',
      [['SigmaCorrelationConditionError', 'b']],
    ],
  ])('with %s are refused there', (_name, correlation, expected) => {
    expect(errors(correlation)).toEqual(expected);
  });

  it('mark what stops pySigma', () => {
    const { rule } = parse(`${count}condition: {gte: x}`);
    expect(rule.errors.at(-1)?.fatal).toBe(true);
    expect(parse(count).rule.errors.at(-1)).toMatchObject({ errorClass: 'UnboundLocalError', isConsequence: true });
  });
});

describe('extended conditions', () => {
  const read = (text: string) => parseExtendedCondition(freeConditionText(text));

  it('have operators that are words', () => {
    expect(read('nota or b').tree).toMatchObject({ kind: 'or', args: [{ name: 'nota' }, { name: 'b' }] });
    expect(read('a andb').error?.message).toContain("Expected end of text, found 'andb'");
    expect(read('a-b').error?.errorClass).toBe('SigmaCorrelationConditionError');
  });

  it('name each rule once, in order', () => {
    const { tree } = read('b and (a or not b) and c');
    expect(tree && referencedRules(tree).map(({ reference }) => reference)).toEqual(['b', 'a', 'c']);
  });

  it('of any depth are answered', () => {
    expect(read(`${'not '.repeat(10_000)}a`).error?.errorClass).toBe('RecursionError');
    expect(read('('.repeat(10_000)).error?.errorClass).toBe('SigmaCorrelationConditionError');
  });
});
