import { describe, expect, it } from 'vitest';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { Evaluation, withFilters } from './evaluate.ts';
import { withPipelines } from './evaluate-pipeline.ts';

const rules = `
title: A
name: rule_a
logsource: { category: test }
detection: { selection: { kind: a }, condition: selection }
---
title: B
name: rule_b
logsource: { category: test }
detection: { selection: { kind: b }, condition: selection }
---
title: C
name: rule_c
logsource: { category: test }
detection: { selection: { kind: c }, condition: selection }
`;

interface Step {
  /** Seconds since the start. */
  readonly at: number;
  readonly [field: string]: unknown;
}

/** The seconds at which the correlation fires. */
function fires(correlation: string, steps: readonly Step[]): number[] {
  const indented = correlation.trim().replace(/^/gm, '  ');
  const text = `${rules}---\ntitle: Correlation\nname: corr\ncorrelation:\n${indented}\n`;
  const collection = parseSigma(text, { treatAsSigma: true }).collection;
  const evaluation = new Evaluation(collection.rules.map((rule) => ({ rule, path: rule.title?.value ?? '' })));
  expect(evaluation.unusable).toEqual([]);
  return steps.flatMap(({ at, ...event }) => {
    const time = new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString();
    return evaluation.match({ ...event, '@timestamp': time }).some((match) => match.rule === 'Correlation') ? [at] : [];
  });
}

const a = (at: number, more: object = {}): Step => ({ at, kind: 'a', user: 'u', ...more });
const b = (at: number, more: object = {}): Step => ({ at, kind: 'b', user: 'u', ...more });
const c = (at: number, more: object = {}): Step => ({ at, kind: 'c', user: 'u', ...more });

describe('event_count', () => {
  const correlation = 'type: event_count\nrules: rule_a\ngroup-by: [user]\ntimespan: 5m\ncondition: { gte: 3 }';
  it('counts just inside the time span', () => expect(fires(correlation, [a(0), a(100), a(300)])).toEqual([300]));
  it('and not just outside', () => expect(fires(correlation, [a(0), a(100), a(301)])).toEqual([]));
  it('each group on its own', () =>
    expect(fires(correlation, [a(0), a(1), a(2, { user: 'v' }), a(3, { user: 'v' })])).toEqual([]));
  it('ignores events without the field', () =>
    expect(fires(correlation, [a(0), a(1), { at: 2, kind: 'a' }])).toEqual([]));
  it('fires once while it stays true, and again a time span later', () => {
    expect(
      fires(
        correlation,
        [0, 1, 2, 3, 4, 200, 300, 301, 302, 303].map((at) => a(at)),
      ),
    ).toEqual([2, 303]);
  });
  it('takes several rules together', () => {
    expect(fires(correlation.replace('rules: rule_a', 'rules: [rule_a, rule_b]'), [a(0), b(1), a(2)])).toEqual([2]);
  });
});

describe('value_count', () => {
  const correlation =
    'type: value_count\nrules: rule_a\ngroup-by: [user]\ntimespan: 1h\ncondition: { field: host, gt: 2 }';
  it('counts different values', () =>
    expect(fires(correlation, [a(0, { host: 'x' }), a(1, { host: 'y' }), a(3600, { host: 'z' })])).toEqual([3600]));
  it('not the same value twice', () =>
    expect(fires(correlation, [a(0, { host: 'x' }), a(1, { host: 'X' }), a(2, { host: 'y' })])).toEqual([]));
  it('not outside the time span', () =>
    expect(fires(correlation, [a(0, { host: 'x' }), a(1, { host: 'y' }), a(3601, { host: 'z' })])).toEqual([]));
  it('each group on its own', () =>
    expect(fires(correlation, [a(0, { host: 'x' }), a(1, { host: 'y' }), a(2, { host: 'z', user: 'v' })])).toEqual([]));
});

describe('temporal', () => {
  const correlation = 'type: temporal\nrules: [rule_a, rule_b]\ngroup-by: [user]\ntimespan: 1m';
  it('wants all rules in any order', () => expect(fires(correlation, [b(0), a(60)])).toEqual([60]));
  it('within the time span', () => expect(fires(correlation, [b(0), a(61)])).toEqual([]));
  it('of one group', () => expect(fires(correlation, [b(0, { user: 'v' }), a(10)])).toEqual([]));
  it('all of them', () => expect(fires(correlation, [a(0), a(10)])).toEqual([]));
  it('can want fewer', () => {
    const some =
      'type: temporal\nrules: [rule_a, rule_b, rule_c]\ngroup-by: [user]\ntimespan: 1m\ncondition: { gte: 2 }';
    expect(fires(some, [a(0), c(10)])).toEqual([10]);
    expect(fires(some, [a(0), a(10)])).toEqual([]);
  });
  it('knows conditions over rules', () => {
    const extended = 'type: temporal\ntimespan: 1m\ngroup-by: [user]\ncondition: rule_a and (rule_b or rule_c)';
    expect(fires(extended, [c(0), a(60)])).toEqual([60]);
    expect(fires(extended, [c(0), b(10)])).toEqual([]);
    expect(fires(extended, [c(0), a(61)])).toEqual([]);
  });
});

describe('temporal_ordered', () => {
  const correlation = 'type: temporal_ordered\nrules: [rule_a, rule_b]\ngroup-by: [user]\ntimespan: 1m';
  it('wants the order of the list', () => expect(fires(correlation, [a(0), b(60)])).toEqual([60]));
  it('not the other order', () => expect(fires(correlation, [b(0), a(10)])).toEqual([]));
  it('not outside the time span', () => expect(fires(correlation, [a(0), b(61)])).toEqual([]));
  it('not across groups', () => expect(fires(correlation, [a(0), b(10, { user: 'v' })])).toEqual([]));
});

describe('value_sum, value_avg, value_median, value_percentile', () => {
  const of = (type: string, condition: string) =>
    `type: ${type}\nrules: rule_a\ngroup-by: [user]\ntimespan: 1m\ncondition: { field: bytes, ${condition} }`;
  const bytes = (at: number, amount: unknown, user = 'u') => a(at, { bytes: amount, user });
  it('adds up', () => {
    expect(fires(of('value_sum', 'gt: 10'), [bytes(0, 5), bytes(60, '6')])).toEqual([60]);
    expect(fires(of('value_sum', 'gt: 10'), [bytes(0, 5), bytes(61, 6)])).toEqual([]);
    expect(fires(of('value_sum', 'gt: 10'), [bytes(0, 5), bytes(1, 6, 'v')])).toEqual([]);
  });
  it('averages', () => {
    expect(fires(of('value_avg', 'gte: 4'), [bytes(0, 2), bytes(1, 6)])).toEqual([1]);
    expect(fires(of('value_avg', 'gte: 4'), [bytes(0, 2), bytes(1, 5)])).toEqual([]);
    expect(fires(of('value_avg', 'gte: 4'), [bytes(0, 2), bytes(1, 3, 'v')])).toEqual([]);
  });
  it('takes the median', () => {
    expect(fires(of('value_median', 'eq: 3'), [bytes(0, 1), bytes(1, 9), bytes(2, 3)])).toEqual([2]);
    expect(fires(of('value_median', 'eq: 3'), [bytes(0, 1), bytes(1, 9), bytes(62, 3)])).toEqual([62]);
    expect(fires(of('value_median', 'eq: 3'), [bytes(0, 1), bytes(1, 9, 'v'), bytes(2, 4)])).toEqual([]);
  });
  it('takes a percentile', () => {
    expect(fires(of('value_percentile', 'gt: 8, percentile: 90'), [bytes(0, 1), bytes(1, 2), bytes(2, 10)])).toEqual([
      2,
    ]);
    expect(fires(of('value_percentile', 'gt: 8, percentile: 50'), [bytes(0, 1), bytes(1, 2), bytes(2, 10)])).toEqual(
      [],
    );
    expect(fires(of('value_percentile', 'gt: 8, percentile: 90'), [bytes(0, 1), bytes(1, 2), bytes(63, 3)])).toEqual(
      [],
    );
  });
});

/** Rules of several files, and what they report for each event. */
function evaluateFiles(files: Readonly<Record<string, string>>, events: readonly Step[]): string[][] {
  const named = Object.entries(files).flatMap(([path, text]) =>
    parseSigma(text, { treatAsSigma: true }).collection.rules.map((rule) => ({ rule, path })),
  );
  const evaluation = new Evaluation(withFilters(named));
  expect(evaluation.unusable).toEqual([]);
  return events.map(({ at, ...event }) =>
    evaluation.match({ ...event, timestamp: 1_767_225_600 + at }).map((match) => match.rule),
  );
}

describe('references', () => {
  const rule = (name: string, kind: string, id = '') =>
    `title: ${name}\n${id}name: ${name}\nlogsource: { category: test }\ndetection: { s: { kind: ${kind} }, condition: s }\n`;
  const count = (references: string) =>
    `---\ntitle: Count\ncorrelation: { type: event_count, rules: [${references}], group-by: [user], timespan: 1m, condition: { gte: 2 } }\n`;

  it('mean the rule of their own file first', () => {
    const files = { 'a.yml': rule('same', 'a') + count('same'), 'b.yml': rule('same', 'b') };
    expect(evaluateFiles(files, [a(0), a(1), b(2), b(3)])).toEqual([[], ['a.yml'], ['b.yml'], ['b.yml']]);
  });

  it('lead into other files, and mind no case in ids', () => {
    const id = '0F06A3A5-6A09-413F-8743-E6CF35561297';
    const files = { 'a.yml': rule('x', 'a', `id: ${id.toLowerCase()}\n`), 'b.yml': count(id).slice(4) };
    expect(evaluateFiles(files, [a(0), a(1)])).toEqual([[], ['b.yml']]);
  });

  it('of aliases may be names where the correlation has ids', () => {
    const id = '0f06a3a5-6a09-413f-8743-e6cf35561297';
    const text = `${rule('x', 'a', `id: ${id}\n`)}---\n${rule('y', 'b')}---\ntitle: Both\ncorrelation: { type: temporal, rules: [${id}, y], aliases: { ip: { x: src, y: dst } }, group-by: [ip], timespan: 1m }\n`;
    const events = [a(0, { src: '1.1.1.1' }), b(1, { dst: '2.2.2.2' }), b(2, { dst: '1.1.1.1' })];
    expect(evaluateFiles({ 'a.yml': text }, events)).toEqual([[], [], ['a.yml']]);
  });

  it('to a correlation hand on the event that completed it', () => {
    const text = `${rule('x', 'a')}---\ntitle: Many\nname: many\ncorrelation: { type: event_count, rules: [x], group-by: [host], timespan: 1m, condition: { gte: 2 } }\n---\n${rule('y', 'b')}---\ntitle: Then\ncorrelation: { type: temporal_ordered, rules: [many, y], group-by: [user], timespan: 1m }\n`;
    const events = [a(0, { host: 'h' }), a(1, { host: 'h' }), b(2, { user: 'other' }), b(3)];
    expect(evaluateFiles({ 'a.yml': text }, events)).toEqual([[], [], [], ['a.yml']]);
  });
});

describe('pipelines before evaluation', () => {
  const mapping =
    'name: map\ntransformations:\n  - id: map\n    type: field_name_mapping\n    mapping: { kind: type, user: account.name, bytes: size }\n';
  it('fit rules and what correlations group by and count', () => {
    const text = `${rules}---\ntitle: Sum\ncorrelation: { type: value_sum, rules: [rule_a], group-by: [user], timespan: 1m, condition: { field: bytes, gt: 10 } }\n`;
    const named = parseSigma(text, { treatAsSigma: true }).collection.rules.map((rule) => ({
      rule,
      path: rule.title?.value ?? '',
    }));
    const piped = withPipelines(named, [{ name: 'map.yml', text: mapping }], { read: () => '', list: () => [] });
    if ('trouble' in piped) throw new Error(piped.trouble.message);
    const evaluation = new Evaluation(piped.rules);
    const events = [6, 6].map((size) => ({ type: 'a', account: { name: 'u' }, size, time: 1_767_225_600 }));
    expect(events.map((event) => evaluation.match(event).map(({ rule }) => rule))).toEqual([[], ['Sum']]);
    expect(named[0]?.rule).not.toBe(piped.rules[0]?.rule);
    expect(new Evaluation(named).match({ kind: 'b' })).toHaveLength(1);
  });
});

describe('aliases, chains and output', () => {
  it('groups by fields of different names', () => {
    const correlation =
      'type: temporal\nrules: [rule_a, rule_b]\naliases:\n  ip:\n    rule_a: src\n    rule_b: dst\ngroup-by: [ip]\ntimespan: 1m';
    expect(fires(correlation, [a(0, { src: '1.1.1.1' }), b(1, { dst: '1.1.1.1' })])).toEqual([1]);
    expect(fires(correlation, [a(0, { src: '1.1.1.1' }), b(1, { dst: '2.2.2.2' })])).toEqual([]);
  });

  it('correlates correlations, and keeps silent what only serves one', () => {
    const text = `${rules}---
title: Many
name: many_a
correlation: { type: event_count, rules: [rule_a], group-by: [user], timespan: 1m, condition: { gte: 2 } }
---
title: Then
correlation: { type: temporal_ordered, rules: [many_a, rule_b], group-by: [user], timespan: 1m }
`;
    const evaluation = new Evaluation(
      parseSigma(text, { treatAsSigma: true }).collection.rules.map((rule) => ({
        rule,
        path: rule.title?.value ?? '',
      })),
    );
    const names = [a(0), a(1), b(2), c(3)].map(({ at, ...event }) =>
      evaluation.match({ ...event, timestamp: 1_767_225_600 + at }).map((match) => match.rule),
    );
    expect(names).toEqual([[], [], ['Then'], ['C']]);
  });

  it('says which references lead nowhere', () => {
    const text = 'title: X\ncorrelation: { type: event_count, rules: [nosuch], timespan: 1m, condition: { gte: 2 } }\n';
    const evaluation = new Evaluation(
      parseSigma(text, { treatAsSigma: true }).collection.rules.map((rule) => ({ rule, path: 'x.yml' })),
    );
    expect(evaluation.unusable[0]?.message).toContain('nosuch');
  });
});

describe('correlations that refer to themselves', () => {
  const count = (name: string, of: string) =>
    `---\ntitle: ${name}\nname: ${name}\ncorrelation: { type: event_count, generate: true, rules: [${of}], group-by: [user], timespan: 5m, condition: { gte: 1 } }\n`;

  it.each([
    ['directly', count('first', 'rule_a, first')],
    ['through others', count('first', 'rule_a, second') + count('second', 'first, second, rule_a')],
  ])('come to an end: %s', (_, correlations) => {
    const { collection } = parseSigma(rules + correlations, { treatAsSigma: true });
    const evaluation = new Evaluation(collection.rules.map((rule) => ({ rule, path: rule.title?.value ?? '' })));
    const matches = [0, 1, 2].flatMap((second) =>
      evaluation.match({ kind: 'a', user: 'u', '@timestamp': `2026-01-01T00:00:0${second}Z` }),
    );
    expect(matches.map(({ rule }) => rule).filter((rule) => rule === 'first')).toEqual(['first']);
  });
});
