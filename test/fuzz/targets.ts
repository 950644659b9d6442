/** What is fed with random edits: each reader of foreign text, with texts to begin with and pieces to throw in. */
import type { Span } from '../../server/src/base/span.ts';
import { compileRule } from '../../server/src/evaluate/compile-rule.ts';
import { EventReader } from '../../server/src/evaluate/event-reader.ts';
import { explainRule } from '../../server/src/evaluate/explain.ts';
import { parseRuleTests } from '../../server/src/evaluate/rule-tests.ts';
import type { SigmaEvent } from '../../server/src/evaluate/sigma-event.ts';
import { unwrapEvent } from '../../server/src/evaluate/unwrap-event.ts';
import { eventFromXml } from '../../server/src/evaluate/xml-event.ts';
import { lintSigma } from '../../server/src/lint/linter.ts';
import { loadPipeline } from '../../server/src/pipeline/load-pipeline.ts';
import { parseRecordLine } from '../../server/src/services/parse.ts';
import { freeConditionText } from '../../server/src/sigma/condition/condition-text.ts';
import { parseCondition } from '../../server/src/sigma/condition/parse-condition.ts';
import { parseExtendedCondition } from '../../server/src/sigma/correlation/parse-extended-condition.ts';
import { parseTimespan } from '../../server/src/sigma/correlation/parse-timespan.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';
import { parseIpNetwork, parseIpv4, parseIpv6 } from '../../server/src/sigma/types/ip-network.ts';
import { compileAst } from '../../server/src/sigma/types/python-regex/compile-regex.ts';
import { parsePythonRegex } from '../../server/src/sigma/types/python-regex/parse-python-regex.ts';
import { toJavaScriptRegex } from '../../server/src/sigma/types/python-regex/to-javascript-regex.ts';
import { expandCidr, sigmaCidr } from '../../server/src/sigma/types/sigma-cidr.ts';
import { parseYaml } from '../../server/src/yaml/parse-yaml.ts';

export interface FuzzTarget {
  readonly name: string;
  readonly seeds: readonly string[];
  readonly pieces: readonly string[];
  /** Reads a text; what is wrong with the answer, in words. */
  read(text: string): string[];
}

const split = (text: string) => text.split(' ');
const strange = [...'\n\t\r\0\x85\u2028\ufeffé😀ßİ\ud800', '', ' ', '\\', '\r\n'];

/** Texts of rules to begin with, e.g. those of a corpus. */
export function fuzzTargets(rules: readonly string[]): readonly FuzzTarget[] {
  const yamlPieces = [
    ...strange,
    ...split(
      '| * ? \' " : , - # { } [ ] ( ) & ! % ~ > @ ` = null 0x1F 1:30 2024-01-02 1e3 --- ... <<: *f &f !!int !!binary |- >+ ?',
    ),
    ': ',
    '- ',
    '\n  ',
    '\n---\n',
    '{[',
    '"\\x',
  ];
  const rulePieces = [
    ...yamlPieces,
    ...split(
      'not and or 1 of all them sel* |re |contains|all |cidr |base64offset |windash |wide |gte |exists |fieldref |expand |i |neq |minute',
    ),
    '\n    condition: ',
    '\ndetection:\n',
    '\ncorrelation: {type: temporal, rules: [a], timespan: 5m}\n',
    'action: global\n',
    'filter:\n  rules: any\n',
  ];
  return [
    { name: 'YAML', seeds: rules, pieces: yamlPieces, read: readYaml },
    { name: 'rules', seeds: rules, pieces: rulePieces, read: readRule },
    {
      name: 'conditions',
      seeds: [
        'selection and not 1 of filter_*',
        '(a or b) and not (c or all of d*e)',
        'all of them',
        '1 of sel_* or any of x',
      ],
      pieces: [...strange, ...split('( ) | and or not AND Not 1 any all of them sel_* *_x _a a-b 1of nota , -')],
      read: readCondition,
    },
    {
      name: 'time spans',
      seeds: split('5m 1h 30s 7d 2w 1M 1y 90m'),
      pieces: [...strange, ...split('0 9 s m h d w M y - + . ٣ 99999999999999999999')],
      read: readTimespan,
    },
    {
      name: 'regular expressions',
      seeds: [
        '(?i)\\bpowershell(?:\\.exe)?\\s+-e(?:nc)?\\s+[A-Za-z0-9+/=]{20,}',
        '^(?P<a>x+)(?:y|z{2,3}?)(?P=a)(?(a)b|c)$',
        '[^\\W\\d_][\\]\\-a-z]*+(?<=ab)(?<!c)(?=d)(?!e)',
        '\\d{1,3}(?:\\.\\d{1,3}){3}',
      ],
      pieces: [
        ...strange,
        ...split(
          '( ) [ ] { } | * + ? ^ $ . \\ (?: (?= (?! (?<= (?<! (?P< (?P= (?i) (?-i: (?> (?# [^ [: {2} {,3} {2,} *? ++ \\1 \\b \\B \\A \\Z \\d \\W \\N{DASH} \\x4 \\u00e9 \\U00110000 - a-z (?(1)',
        ),
      ],
      read: readRegex,
    },
    {
      name: 'networks',
      seeds: [
        '10.0.0.0/8',
        '192.168.1.0/255.255.255.0',
        '2001:db8::/32',
        '::ffff:10.0.0.1/128',
        'fe80::1%eth0/64',
        '127.0.0.1',
      ],
      pieces: [...strange, ...split('. : :: / 0 00 1 255 256 f ff g % -1 +1 ٣ 33 129')],
      read: readNetwork,
    },
    {
      name: 'tests of rules',
      seeds: [
        'tests:\n  - name: a\n    match: true\n    event: { a: 1, b: [x, { c: 2024-01-01 }] }\n  - name: b\n    match: false\n    events:\n      - { a: ~ }\n      - b: 1.5\n',
      ],
      pieces: rulePieces,
      read: (text) => outside(parseRuleTests(text), text.length),
    },
    {
      name: 'pipelines',
      seeds: [
        'name: p\npriority: 10\nvars: { a: [b] }\ntransformations:\n  - id: m\n    type: field_name_mapping\n    mapping: { a: b, c: [d, e] }\n    rule_conditions:\n      - type: logsource\n        product: windows\n  - type: add_condition\n    conditions: { x: "%y%" }\npostprocessing:\n  - type: embed\n    prefix: "("\n',
      ],
      pieces: [...yamlPieces, ...split('type: replace_string nest rule_failure regex: template: $1 set_state')],
      read: (text) => outside(loadPipeline(text).errors, text.length),
    },
    {
      name: 'events',
      seeds: [
        '{"a":1,"b":{"c":["x",null,true,1.5e3]}}\n{"a":"}{\\"\\\\"}\n',
        '[\n  {"Event": {"System": {"EventID": {"#text": 1}}, "EventData": {"Data": [{"@Name": "a", "#text": "b"}]}}},\n  {"winlog": {"event_data": {"a b": 1}}}\n]',
      ],
      pieces: [
        ...strange,
        ...split('{ } [ ] " : , null true 1 -0 1e999 \\u0000 "__proto__":{"a":1} "constructor": {"Event":'),
      ],
      read: readEvents,
    },
    {
      name: 'events in XML',
      seeds: [
        '<Event xmlns="x"><System><EventID Qualifiers="">1</EventID><Provider Name=\'p\'/></System><EventData><Data Name="a">b &amp; c</Data><Data>d</Data></EventData></Event>',
      ],
      pieces: [
        ...strange,
        ...split('< > </ /> & &lt; &#65; &#x110000; " \' = <!-- --> <![CDATA[ ]]> <?xml ?> <a> </a> Name="__proto__"'),
      ],
      read(text) {
        const event = eventFromXml(text);
        if (event !== undefined) unwrapEvent(event);
        return [];
      },
    },
  ];
}

const someEvent: SigmaEvent = {
  Image: 'C:\\Windows\\System32\\cmd.exe',
  CommandLine: 'cmd /c whoami',
  EventID: 4688,
  eventName: 'StopLogging',
  list: ['a', 1, null, { b: 'c' }],
  time: '2026-01-02T03:04:05Z',
  ip: '10.1.2.3',
};

function readYaml(text: string): string[] {
  const stream = parseYaml(text);
  const complaints = outside([stream.documents, stream.error], text.length);
  const errors = stream.documents.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error'));
  if (stream.error !== null && errors.length === 0) complaints.push(`${stream.error.errorClass} is told to nobody`);
  return complaints;
}

function readRule(text: string): string[] {
  const parse = parseSigma(text, { treatAsSigma: true });
  const complaints = outside([parse.collection.rules, parse.collection.errors, lintSigma(parse)], text.length);
  JSON.parse(parseRecordLine('x.yml', text));
  for (const rule of parse.collection.rules) {
    if (rule.kind !== 'rule') continue;
    const matcher = compileRule(rule);
    const { matched } = matcher.match(someEvent);
    const explained = explainRule(rule, someEvent);
    if (matcher.unevaluable === undefined && matched !== explained.matched)
      complaints.push(`the index says ${matched}, the explanation ${explained.matched}`);
    complaints.push(...outside([matcher.unevaluable, explained], text.length));
  }
  return complaints;
}

function readCondition(text: string): string[] {
  const condition = freeConditionText(text);
  return outside([parseCondition(condition), parseExtendedCondition(condition)], text.length);
}

function readTimespan(text: string): string[] {
  const span = { start: 0, end: text.length };
  const result = parseTimespan({ kind: 'scalar', style: 'plain', text, value: text, tag: '', span });
  return 'value' in result && !(result.value.seconds > 0) ? [`a span of ${result.value.seconds} seconds`] : [];
}

function readRegex(text: string): string[] {
  const parsed = parsePythonRegex(text, []);
  if ('error' in parsed) {
    const { index = 0 } = parsed;
    return index >= 0 && index <= text.length ? [] : [`an error at ${index}`];
  }
  const translated = toJavaScriptRegex(parsed.ast);
  if (!('unsupported' in translated)) new RegExp(translated.source, translated.flags);
  const compiled = compileAst(parsed.ast);
  for (const subject of ['', text, 'powershell.exe -enc AAAA 10.0.0.1 xxyyx\n', 'a'.repeat(200)])
    compiled.test(subject);
  return [];
}

function readNetwork(text: string): string[] {
  parseIpv4(text);
  parseIpv6(text);
  const network = parseIpNetwork(text);
  const cidr = sigmaCidr(text);
  if ('error' in network) return [];
  if (cidr.type !== 'failure') expandCidr(cidr);
  const widest = network.version === 4 ? 32 : 128;
  const isValid =
    network.prefixLength >= 0 && network.prefixLength <= widest && network.address >> BigInt(widest) === 0n;
  return isValid ? [] : [`${network.address}/${network.prefixLength} is no network of version ${network.version}`];
}

/** In one piece and in small ones: the answer must be the same. */
function readEvents(text: string): string[] {
  const whole = new EventReader();
  const events = [...whole.push(text).events, ...whole.end().events];
  const pieces = new EventReader();
  const again: SigmaEvent[] = [];
  for (let at = 0; at < text.length; at += 7) again.push(...pieces.push(text.slice(at, at + 7)).events);
  again.push(...pieces.end().events);
  for (const event of events) unwrapEvent(event);
  return JSON.stringify(events) === JSON.stringify(again) ? [] : ['pieces give other events than the whole'];
}

/** Spans anywhere in a value that do not lie in the text. */
function outside(value: unknown, length: number): string[] {
  const found: string[] = [];
  const seen = new Set<unknown>();
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    if ('start' in next && 'end' in next) {
      const { start, end } = next as Span;
      if (typeof start === 'number' && !(start >= 0 && start <= end && end <= length))
        found.push(`the place ${start}–${end} of ${length}`);
    }
    open.push(...(next instanceof Map || next instanceof Set ? next.values() : Object.values(next)));
  }
  return found;
}
