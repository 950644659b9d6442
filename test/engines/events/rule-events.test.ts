import { describe, expect, it } from 'vitest';
import { compileRule } from '../../../server/src/evaluate/compile-rule.ts';
import { compileValue } from '../../../server/src/evaluate/value-test.ts';
import type { SigmaType } from '../../../server/src/sigma/types/sigma-type.ts';
import { ruleOf } from '../../harness/check-match.ts';
import { ruleEvents } from './rule-events.ts';
import { valueSamples } from './value-samples.ts';

/** Events for the text of a `detection`, with whether the rule matches. */
function judged(detection: string) {
  const rule = ruleOf(detection);
  const matcher = compileRule(rule);
  return ruleEvents(rule).map(({ aim, event }) => ({ aim, event, ...matcher.match(event) }));
}

describe('events made from a rule', () => {
  const detection = (condition: string) => `
selection:
  Image|endswith: '\\cmd.exe'
  CommandLine|contains|all: ['/c', 'who?mi']
  EventID: 4688
filter:
  User|re: '^adm[0-9]+$'
  Address|cidr: 10.1.0.0/16
condition: ${condition}`;
  const windows = judged(detection('selection and not filter'));

  it('hit and miss the rule, and each selection', () => {
    for (const condition of ['selection and not filter', 'selection', 'filter']) {
      const matcher = compileRule(ruleOf(detection(condition)));
      const results = windows.map(({ event }) => matcher.match(event).matched);
      expect([...new Set(results)].sort(), condition).toEqual([false, true]);
    }
  });

  it('narrowly miss every field', () => {
    for (const field of ['Image', 'CommandLine', 'EventID']) {
      const near = windows.filter(({ aim, matched }) => aim === `${field} nearly` && !matched);
      expect(near.length, field).toBeGreaterThan(1);
      expect(
        near.some(({ event }) => event[field] === undefined),
        field,
      ).toBe(true);
    }
  });

  it('meet exceptions', () => {
    const excepted = windows.filter(({ aim }) => aim === 'meets an exception');
    expect(excepted.some(({ matched, event }) => !matched && event.User !== undefined)).toBe(true);
  });

  it('have other cases, numbers as text, and nothing at all', () => {
    expect(windows.some(({ event }) => String(event.Image).endsWith('\\CMD.EXE'))).toBe(true);
    expect(windows.some(({ event }) => event.EventID === '4688')).toBe(true);
    expect(windows.some(({ event }) => Object.keys(event).length === 0)).toBe(true);
  });

  it('are the same every time, each once', () => {
    const [first, second] = [judged('s:\n  a|contains: [x, y]'), judged('s:\n  a|contains: [x, y]')];
    expect(first).toEqual(second);
    expect(new Set(first.map(({ event }) => JSON.stringify(event))).size).toBe(first.length);
  });
});

const plain = (text: string) => ({ kind: 'plain', text }) as const;
const star = { kind: 'wildcard', wildcard: '*' } as const;
const one = { kind: 'wildcard', wildcard: '?' } as const;
const string = (...parts: Extract<SigmaType, { type: 'string' }>['parts']): SigmaType => ({
  type: 'string',
  parts,
  cased: false,
});
const regex = (pattern: string, ...flags: ('i' | 'm' | 's')[]): SigmaType => ({
  type: 'regex',
  regexp: { type: 'string', parts: [plain(pattern)], cased: false },
  flags,
});

describe('values made from a value', () => {
  const values: [string, SigmaType][] = [
    ['a text', string(plain('C:\\a b*'))],
    ['an empty text', string()],
    ['an end', string(star, plain('.exe'))],
    ['a part', string(star, plain('x'), one, plain('y'), star)],
    ['an integer', { type: 'number', number: 12n }],
    ['a fraction', { type: 'number', number: 1.5 }],
    ['a boolean', { type: 'bool', boolean: false }],
    ['null', { type: 'null' }],
    ['existence', { type: 'exists', exists: true }],
    ['a network', { type: 'cidr', cidr: '192.168.4.0/22', original: '192.168.4.0/22' }],
    ['a network of IPv6', { type: 'cidr', cidr: 'fe80::/10', original: 'fe80::/10' }],
    ['a limit', { type: 'compare', operator: 'gte', number: { type: 'number', number: 10n } }],
    ['a regular expression', regex('^(ab|cd)[^x]{2,3}\\d+$')],
    ['an expression in any case', regex('power\\s+shell', 'i')],
  ];

  it.each(values)('%s: hits hit, misses miss', (_name, value) => {
    const { test } = compileValue(value, 'field');
    const holds = (sample: unknown) => test(sample === undefined ? undefined : [sample as string], {});
    const { hits, misses } = valueSamples(value);
    expect(hits.filter((sample) => !holds(sample))).toEqual([]);
    expect(misses.length).toBeGreaterThan(0);
    const isAnything = value.type === 'string' && value.parts.length === 0;
    expect(misses.filter((sample) => holds(sample) && !(isAnything && sample === ''))).toEqual([]);
  });
});
