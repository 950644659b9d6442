import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataFiles } from '../node/data-files.ts';
import { BuiltinPipelines } from '../pipeline/builtin/index.ts';
import type { Compat } from '../pipeline/quirks.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { convertCollection } from './convert.ts';

const data = openDataFiles(join(import.meta.dirname, '../../../corpus'));
const builtin = new BuiltinPipelines(data);

function queriesOf(target: string, text: string, compat: Compat = false, pipeline?: string) {
  const { collection } = parseSigma(text, { treatAsSigma: true });
  const found = pipeline === undefined ? undefined : builtin.get(pipeline);
  const { queries, errors } = convertCollection(collection, { target, data, compat, pipelines: found ? [found] : [] });
  expect(errors).toEqual([]);
  return queries;
}

/** Code and the text at its place. */
function notices(target: string, text: string, compat: Compat = false, pipeline?: string) {
  return queriesOf(target, text, compat, pipeline).flatMap((query) =>
    query.notices.map(({ code, span }) => [code, span && text.slice(span.start, span.end).trim()]),
  );
}

const rule = (detection: string) => `title: Base
name: base
logsource:
  product: windows
  category: process_creation
detection:
  selection:
    ${detection}
  condition: selection
`;
const second = rule('Other: 1').replace('Base', 'Second').replace('base', 'second');

const correlation = (body: string) => `title: Count
correlation:
  ${body.trim().split('\n').join('\n  ')}
`;
const count = correlation(`
type: event_count
rules: [base]
group-by: [User]
timespan: 5m
condition:
  gte: 10
`);
const together = (type: string) =>
  correlation(`
type: ${type}
rules: [base, second]
group-by: [User]
timespan: 5m
`);
const all = (...documents: string[]) => documents.join('---\n');

describe('notices of correlations', () => {
  it.each(['splunk', 'esql', 'open_search_ppl'])('%s cuts time into fixed pieces', (target) => {
    expect(notices(target, all(rule('Number: 1'), count))).toContainEqual(['fixed_time_buckets', '5m']);
    const [notice] = queriesOf(target, all(rule('Number: 1'), count)).flatMap((query) => query.notices);
    expect(queriesOf(target, all(rule('Number: 1'), count)).length).toBe(1);
    expect(notice).toBeDefined();
  });

  it('sequences of EQL and frequencies of ElastAlert slide', () => {
    expect(notices('eql', all(rule('Number: 1'), count)).map(([code]) => code)).not.toContain('fixed_time_buckets');
    expect(notices('elastalert', all(rule('Number: 1'), count))).toEqual([]);
  });

  it('EQL has no limit of time for events in any order', () => {
    const temporal = all(rule('Number: 1'), second, together('temporal'));
    expect(notices('eql', temporal)).toContainEqual(['timespan_dropped', '5m']);
    const ordered = all(rule('Number: 1'), second, together('temporal_ordered'));
    expect(notices('eql', ordered).map(([code]) => code)).not.toContain('timespan_dropped');
  });

  it('EQL only finds "at least", and the same value again and again', () => {
    const greater = count.replace('gte: 10', 'gt: 10');
    expect(notices('eql', all(rule('Number: 1'), greater)).map(([code]) => code)).not.toContain('condition_changed');
    const equal = count.replace('gte: 10', 'eq: 10');
    expect(notices('eql', all(rule('Number: 1'), equal))).toContainEqual(['condition_changed', 'eq: 10']);
    expect(notices('elastalert', all(rule('Number: 1'), greater))).toEqual([]);
    const values = count.replace('event_count', 'value_count').replace('gte: 10', 'field: Host\n    gte: 10');
    expect(notices('eql', all(rule('Number: 1'), values)).map(([code]) => code)).toContain('value_count_changed');
  });

  it('tells where aliases are left out', () => {
    const aliased = count.replace('  condition:', '  aliases:\n    User:\n      base: SubjectUserName\n  condition:');
    expect(notices('splunk', all(rule('Number: 1'), aliased)).map(([code]) => code)).toContain('aliases_dropped');
    const two = together('temporal').trimEnd().concat('\n  aliases:\n    User:\n      base: A\n      second: B\n');
    expect(notices('splunk', all(rule('Number: 1'), second, two)).map(([code]) => code)).not.toContain(
      'aliases_dropped',
    );
  });

  it('carry what was told of their rules', () => {
    const text = all(rule('Image: cmd?.exe'), count);
    expect(notices('splunk', text)).toContainEqual(['wildcard_widened', 'cmd?.exe']);
    expect(notices('esql', text)).toContainEqual(['case_sensitive', 'cmd?.exe']);
    const [query] = queriesOf('splunk', text);
    const notice = query?.notices.find(({ code }) => code === 'wildcard_widened');
    expect(notice?.rule?.title?.value).toBe('Base');
  });

  it('differ from pySigma where their rules do', () => {
    const text = all(rule("Image: a\n    CommandLine|windash|contains: ' -x'"), count);
    expect(notices('splunk', text).map(([code]) => code)).toContain('departs_from_pysigma');
  });

  it('nothing is told where pySigma is reproduced', () => {
    expect(notices('splunk', all(rule('Image: cmd?.exe'), count), true)).toEqual([]);
  });
});

describe('notices of departures', () => {
  const expansion = rule("Image: a\n    CommandLine|windash|contains: ' -x'");

  it('stand at the condition, with id and reason', () => {
    const [query] = queriesOf('splunk', expansion);
    expect(query?.notices).toMatchObject([
      { code: 'departs_from_pysigma', message: expect.stringContaining('(ungrouped-expansion)') },
    ]);
    expect(notices('splunk', expansion)).toEqual([['departs_from_pysigma', 'selection']]);
  });

  it('only stand where the query differs', () => {
    expect(notices('splunk', rule("CommandLine|windash|contains: ' -x'"))).toEqual([]);
    expect(notices('kusto', rule('Image: a'), false, 'microsoft_xdr')).toEqual([]);
    expect(notices('secops', rule('target.process.file.full_path: a'))).toEqual([]);
  });

  it('stand with the condition that they concern', () => {
    const text = expansion.replace(
      '  condition: selection',
      '  other:\n    Image: b\n  condition:\n    - other\n    - selection',
    );
    const [plain, different] = queriesOf('splunk', text);
    expect(plain?.notices).toEqual([]);
    expect(different?.notices.map(({ code }) => code)).toEqual(['departs_from_pysigma']);
  });

  it('are told for each cause', () => {
    const text = rule("Image: 'a*b'\n    CommandLine: null").replace(
      'condition: selection',
      'condition: not selection',
    );
    const told = queriesOf('kusto', text).flatMap((query) => query.notices.map(({ message }) => message));
    expect(told.filter((message) => message.includes('(kusto-wildcard-regex)'))).toHaveLength(1);
    expect(told.filter((message) => message.includes('(kusto-empty-texts)'))).toHaveLength(1);
  });
});

describe('notices of values', () => {
  it.each([
    ["Image: 'cmd?.exe'", ['wildcard_widened', "'cmd?.exe'"]],
    ["Image: ['a', 'b?']", ['wildcard_widened', "'b?'"]],
    ['Image|fieldref: Parent', ['case_sensitive', 'Parent']],
  ])('Splunk: %s', (detection, expected) => {
    expect(notices('splunk', rule(detection))).toEqual([expected]);
  });

  it('a star, an escaped question mark and other targets are as the rule says', () => {
    expect(notices('splunk', rule("Image: 'cmd*.exe'"))).toEqual([]);
    expect(notices('splunk', rule(String.raw`Image: 'cmd\?.exe'`))).toEqual([]);
    expect(notices('lucene', rule("Number: '1?1'"))).toEqual([]);
  });

  it.each(['kusto', 'secops'])('%s cannot tell a missing value from an empty text', (target) => {
    expect(notices(target, rule("target.hostname: ''")).map(([code]) => code)).toContain('missing_is_empty');
    expect(notices(target, rule('target.hostname: x')).map(([code]) => code)).not.toContain('missing_is_empty');
  });
});
