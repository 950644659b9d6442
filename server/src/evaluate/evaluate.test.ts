import { describe, expect, it } from 'vitest';
import { checkItem, matches } from '../../../test/harness/check-match.ts';
import type { SigmaEvent } from './sigma-event.ts';

/** Selection item, events that match, events that do not (the first of them nearly). */
const items: [string, string, SigmaEvent[], SigmaEvent[]][] = [
  [
    'equality minds no case',
    'f: Abc',
    [{ f: 'aBC' }, { f: ['x', 'abc'] }],
    [{ f: 'abcd' }, { f: '' }, {}, { g: 'abc' }],
  ],
  ['wildcards', 'f: a*b?c', [{ f: 'axxbyc' }, { f: 'AB😀C' }], [{ f: 'abc' }, { f: 'axbycz' }, {}]],
  ['several wildcards', 'f: "*a*b*a*"', [{ f: 'xaxbxax' }], [{ f: 'xaxaxb' }]],
  ['escaped wildcard', 'f: a\\*b', [{ f: 'a*b' }], [{ f: 'axb' }, { f: 'a\\*b' }]],
  ['a lone wildcard is any value', 'f: "*"', [{ f: 'x' }, { f: '' }, { f: 0 }], [{}, { f: null }]],
  ['the empty string', "f: ''", [{ f: '' }], [{ f: ' ' }, {}, { f: null }]],
  ['null is absent or without value', 'f: null', [{}, { f: null }], [{ f: '' }, { f: 0 }]],
  ['a number and its text', 'f: 10', [{ f: 10 }, { f: '10' }], [{ f: 100 }, { f: '010' }, {}]],
  ['a fraction', 'f: 1.5', [{ f: 1.5 }, { f: '1.5' }], [{ f: 1 }, { f: 15 }]],
  ['text that is a number in the event', "f: '4688'", [{ f: 4688 }], [{ f: 46880 }]],
  ['a boolean', 'f: true', [{ f: true }, { f: 'True' }], [{ f: false }, { f: 1 }]],
  ['any of a list', 'f:\n  - a\n  - 7', [{ f: 'A' }, { f: 7 }], [{ f: 'b' }, { f: 'a7' }]],
  ['contains', 'f|contains: Def', [{ f: 'abcdefg' }, { f: 'def' }], [{ f: 'abcde' }, {}]],
  ['startswith', 'f|startswith: Def', [{ f: 'defg' }], [{ f: 'adef' }]],
  ['endswith', 'f|endswith: \\cmd.exe', [{ f: 'C:\\CMD.EXE' }], [{ f: 'cmd.exe' }, { f: 'C:\\cmd.exe ' }]],
  ['all', 'f|contains|all:\n  - ab\n  - cd', [{ f: 'cdab' }, { f: ['ab', 'cd'] }], [{ f: 'ab' }, { f: 'acbd' }]],
  ['cased', 'f|cased: Abc', [{ f: 'Abc' }], [{ f: 'abc' }]],
  ['contains and cased', 'f|contains|cased: bC', [{ f: 'abCd' }], [{ f: 'abcd' }]],
  ['re searches and minds case', 'f|re: b+c$', [{ f: 'abbc' }], [{ f: 'abbC' }, { f: 'abbcd' }]],
  ['re with i', 'f|re|i: B+C', [{ f: 'xabbcx' }], [{ f: 'ac' }]],
  ['re with m', 'f|re|m: ^b', [{ f: 'a\nb' }], [{ f: 'ab' }]],
  ['re with s', 'f|re|s: a.b', [{ f: 'a\nb' }], [{ f: 'a\n\nb' }]],
  ['re without s', 'f|re: a.b', [{ f: 'axb' }], [{ f: 'a\nb' }]],
  ['re over a number', "f|re: '^4[67]'", [{ f: 4688 }], [{ f: 14688 }]],
  [
    'cidr',
    'f|cidr: 10.1.0.0/16',
    [{ f: '10.1.255.3' }, { f: '::ffff:10.1.0.1' }],
    [{ f: '10.2.0.1' }, { f: '10.1' }, {}],
  ],
  [
    'cidr of version 6',
    'f|cidr: 2001:db8::/33',
    [{ f: '2001:db8:7fff::1' }],
    [{ f: '2001:db8:8000::1' }, { f: '10.0.0.1' }],
  ],
  ['lt', 'f|lt: 10', [{ f: 9 }, { f: '9.9' }], [{ f: 10 }, { f: 'x' }, {}]],
  ['lte', 'f|lte: 10', [{ f: 10 }], [{ f: 10.1 }]],
  ['gt', 'f|gt: 10', [{ f: 11 }], [{ f: 10 }]],
  ['gte', 'f|gte: 10', [{ f: 10 }], [{ f: 9.99 }]],
  ['exists', 'f|exists: true', [{ f: null }, { f: '' }], [{}, { g: 1 }]],
  ['exists not', 'f|exists: false', [{}], [{ f: null }]],
  ['fieldref', 'f|fieldref: g', [{ f: 'A', g: 'a' }], [{ f: 'a', g: 'ab' }, { f: 'a' }, {}]],
  ['fieldref with contains', 'f|fieldref|contains: g', [{ f: 'xaby', g: 'AB' }], [{ f: 'xay', g: 'ab' }]],
  ['fieldref with endswith', 'f|fieldref|endswith: g', [{ f: 'xab', g: 'ab' }], [{ f: 'abx', g: 'ab' }]],
  ['neq', 'f|neq: a', [{ f: 'b' }, {}], [{ f: 'A' }]],
  ['base64', 'f|base64: hello', [{ f: 'aGVsbG8=' }], [{ f: 'hello' }, { f: 'aGVsbG8' }]],
  [
    'base64offset',
    'f|base64offset|contains: http://',
    [{ f: 'xx aHR0cDovL3 y' }, { f: 'h0dHA6Ly' }, { f: 'odHRwOi8v' }],
    [{ f: 'http://' }],
  ],
  ['wide', 'f|wide|base64offset|contains: ab', [{ f: 'YQBiA' }], [{ f: 'YWI' }]],
  ['utf16le is wide', 'f|utf16le|base64offset|contains: ab', [{ f: 'YQBiA' }], [{ f: 'YWI' }]],
  ['utf16be', 'f|utf16be|base64: ab', [{ f: 'AGEAYg==' }], [{ f: 'YQBiAA==' }]],
  [
    'windash',
    'f|windash|contains: " -x"',
    [{ f: 'a -x' }, { f: 'a /x' }, { f: 'a –x' }, { f: 'a ―x' }],
    [{ f: 'a +x' }, { f: 'a x' }],
  ],
  ['minute', 'f|minute: 5', [{ f: '2026-01-02T03:05:06Z' }], [{ f: '2026-01-02T05:03:06Z' }, { f: 'x' }]],
  ['hour', 'f|hour|gte: 22', [{ f: '2026-01-02 22:00:00' }], [{ f: '2026-01-02T23:00:00+02:00' }]],
  ['day', 'f|day: 2', [{ f: '2026-01-02' }], [{ f: '2026-02-01' }]],
  ['week', 'f|week: 53', [{ f: '2027-01-02T00:00:00Z' }], [{ f: '2027-01-04T00:00:00Z' }]],
  ['month', 'f|month: 1', [{ f: 1767312000 }, { f: 1767312000000 }], [{ f: '2026-02-01' }]],
  ['year', 'f|year|lt: 2026', [{ f: '2025-12-31T23:59:59Z' }], [{ f: '2026-01-01T00:00:00Z' }]],
  [
    'a field along dots',
    'a.b.c: x',
    [
      { a: { b: { c: 'x' } } },
      { 'a.b.c': 'x' },
      { 'a.b': { c: 'x' } },
      { a: { 'b.c': 'x' } },
      { a: [{ b: { c: 'y' } }, { b: { c: 'x' } }] },
    ],
    [{ a: { b: { d: 'x' } } }, { a: 'x' }],
  ],
  [
    'another reading of a field in Elasticsearch',
    'p.name.caseless: x',
    [{ p: { name: 'X' } }, { p: { name: { caseless: 'x' } } }],
    [{ p: { name: 'y' } }, { p: { caseless: 'x' } }],
  ],
  ['an object as its text', 'a|contains: userData', [{ a: { attribute: 'userData' } }], [{ a: { attribute: 'x' } }]],
];

describe('one item', () => {
  it.each(items)('%s', (_, item, hits, misses) => {
    expect(checkItem(item, hits, misses)).toEqual([]);
  });

  it('finds nothing in the prototype', () => {
    expect(checkItem('constructor|contains: native', [], [{}, { f: 1 }])).toEqual([]);
    expect(checkItem('__proto__.toString|exists: true', [], [{}])).toEqual([]);
  });
});

describe('conditions', () => {
  const three = 'sel_a:\n  a: 1\nsel_b:\n  b: 1\nother:\n  c: 1\n';
  it.each<[string, SigmaEvent, boolean]>([
    ['sel_a and sel_b', { a: 1, b: 1 }, true],
    ['sel_a and sel_b', { a: 1 }, false],
    ['sel_a or other', { c: 1 }, true],
    ['sel_a and not other', { a: 1 }, true],
    ['sel_a and not other', { a: 1, c: 1 }, false],
    ['1 of sel_*', { b: 1 }, true],
    ['all of sel_*', { b: 1 }, false],
    ['all of sel_*', { a: 1, b: 1 }, true],
    ['1 of them', { c: 1 }, true],
    ['not 1 of them', {}, true],
    ['not (sel_a or sel_b)', { c: 1 }, true],
    ['nota or sel_a', { a: 1 }, true],
    ['nota', { a: 1 }, false],
    ['nota', { c: 1 }, true],
  ])('%s', (condition, event, expected) => {
    const names = condition.startsWith('nota') ? three.replace('other:', 'nota:') : three;
    expect(matches(`${names}condition: ${condition}`, event)).toBe(expected);
  });

  it('takes any of several conditions', () => {
    expect(matches(`${three}condition:\n  - sel_a\n  - other`, { c: 1 })).toBe(true);
    expect(matches(`${three}condition:\n  - sel_a\n  - other`, { b: 1 })).toBe(false);
  });

  it('links lists of maps with or and their items with and', () => {
    const detection = 'selection:\n  - a: 1\n    b: 2\n  - c: 3';
    expect(matches(detection, { a: 1, b: 2 })).toBe(true);
    expect(matches(detection, { c: 3 })).toBe(true);
    expect(matches(detection, { a: 1 })).toBe(false);
  });
});

describe('keywords', () => {
  it('are found anywhere in any value', () => {
    const detection = 'keywords:\n  - "evil word"\n  - 4711';
    expect(matches(detection, { a: { b: ['an EVIL WORD here'] } })).toBe(true);
    expect(matches(detection, { a: 4711 })).toBe(true);
    expect(matches(detection, { 'evil word': 'x' })).toBe(false);
    expect(matches(detection, { a: 'evil', b: 'word' })).toBe(false);
  });
  it('can be wanted all', () => {
    const detection = "keywords:\n  '|all':\n    - one\n    - two";
    expect(matches(detection, { a: 'one', b: 'two' })).toBe(true);
    expect(matches(detection, { a: 'one' })).toBe(false);
  });
});

describe('exporters', () => {
  const detection = 'selection:\n  EventID: 1\n  Channel: Sysmon\n  Provider_Name: P\n  Image|endswith: \\a.exe';
  it.each<[string, SigmaEvent]>([
    ['flat', { EventID: 1, Channel: 'Sysmon', Provider_Name: 'P', Image: 'C:\\a.exe' }],
    [
      'evtx_dump',
      {
        Event: {
          System: { EventID: { '#text': 1 }, Channel: 'Sysmon', Provider: { '#attributes': { Name: 'P' } } },
          EventData: { Image: 'C:\\a.exe' },
        },
      },
    ],
    [
      'XML as JSON',
      {
        Event: {
          System: { EventID: '1', Channel: 'Sysmon', Provider: { '@Name': 'P' } },
          EventData: { Data: [{ '@Name': 'Image', '#text': 'C:\\a.exe' }] },
        },
      },
    ],
    [
      'Winlogbeat',
      { winlog: { event_id: '1', channel: 'Sysmon', provider_name: 'P', event_data: { Image: 'C:\\a.exe' } } },
    ],
    [
      'a search hit',
      {
        _index: 'i',
        _source: { winlog: { event_id: 1, channel: 'Sysmon', provider_name: 'P', event_data: { Image: 'C:\\a.exe' } } },
      },
    ],
    ['Get-WinEvent', { Id: 1, LogName: 'Sysmon', ProviderName: 'P', Image: 'C:\\a.exe' }],
  ])('%s', (_, event) => {
    expect(matches(detection, event)).toBe(true);
  });

  it('names with spaces are known without them, and with them', () => {
    const event = {
      Event: {
        System: { EventID: 1119, Provider: { '#attributes': { Name: 'Defender' } } },
        EventData: { 'Threat Name': 'Virus:EICAR', 'Source Name': 'Scan', SourceName: 'own' },
      },
    };
    expect(matches('selection:\n  EventID: 1119\n  ThreatName|endswith: EICAR', event)).toBe(true);
    expect(matches("selection:\n  'Threat Name|endswith': EICAR", event)).toBe(true);
    expect(matches('selection:\n  SourceName: own', event)).toBe(true);
    expect(matches('selection:\n  SourceName: scan', event)).toBe(false);
  });
});
