/** Random edits of rules: nothing throws, and every place lies in the text. */
import { describe, expect, it } from 'vitest';
import type { Span } from '../base/span.ts';
import { parseRecordLine } from '../services/parse.ts';
import { freeConditionText } from './condition/condition-text.ts';
import { parseCondition } from './condition/parse-condition.ts';
import { postprocessCondition } from './condition/postprocess.ts';
import { parseExtendedCondition } from './correlation/parse-extended-condition.ts';
import { parseTimespan } from './correlation/parse-timespan.ts';
import { parseSigma } from './parse-sigma.ts';
import { resolveRules } from './rule/resolve-rules.ts';

const seeds = [
  `title: Rule
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
name: r
related: [{id: 929a690e-bef0-4204-a928-ef5e620d6fcd, type: derived}]
status: test
level: high
date: 2024-01-02
tags: [attack.t1059.001, cve.2024-1]
logsource: {category: process_creation, product: windows}
detection:
  sel_1:
    Image|endswith: ['\\cmd.exe', "\\\\powershell.exe"]
    CommandLine|contains|all: [a*b, 'c?d']
    Ip|cidr: 10.0.0.0/8
  sel_2: [{A|re|i: '(a|b)+'}, {B|base64offset|contains: x}]
  kw: [k1, 'k 2', 5, null]
  filter: &f {User|startswith: NT}
  timeframe: 5m
  condition: ['1 of sel_* and not filter', "kw or (sel_1 and\\x20not sel_2)"]
falsepositives: [x]
`,
  `title: Correlation
correlation:
  type: temporal
  rules: [r, s]
  group-by: User
  timespan: 5m
  aliases: {u: {r: A, s: B}}
  condition: r and not s
---
action: global
title: G
detection: {g: {A: x}}
---
title: Filter
logsource: {product: windows}
filter:
  rules: any
  flt: {User: SYSTEM}
  condition: not 1 of flt*
`,
];
const pieces =
  '| * ? \\ \' " : , - # { } [ ] ( ) & ! % ~ \n \t é 😀 \u2028 null 0x1F 1:30 not and or NOT 1of them _ |re |foo --- ... <<: *f'.split(
    ' ',
  );
const words = 'a b sel_1 not nota and or AND 1 any all of them * ( ) | sel_* _x - 5m \n é'.split(' ');

/** A small generator of numbers that is the same on every machine. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function edit(text: string, random: (below: number) => number): string {
  let edited = text;
  for (let left = 1 + random(4); left > 0; left--) {
    const at = random(edited.length + 1);
    const kind = random(4);
    if (kind === 0) edited = edited.slice(0, at) + edited.slice(at + 1 + random(4));
    else if (kind === 1) edited = edited.slice(0, at) + edited.slice(at - random(20), at) + edited.slice(at);
    else edited = edited.slice(0, at) + pieces[random(pieces.length)] + edited.slice(at);
  }
  return edited;
}

function spansIn(value: unknown, found: Span[] = [], seen = new Set<unknown>()): Span[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return found;
  seen.add(value);
  if ('start' in value && 'end' in value) found.push(value as Span);
  for (const inner of value instanceof Map ? value.values() : Object.values(value)) spansIn(inner, found, seen);
  return found;
}

function outside(value: unknown, length: number): Span[] {
  return spansIn(value).filter(({ start, end }) => !(start >= 0 && start <= end && end <= length));
}

describe('random edits', () => {
  it('of rules are read without a throw', () => {
    const random = randomFrom(1);
    for (let i = 0; i < 800; i++) {
      const text = edit(seeds[random(seeds.length)] as string, random);
      const { collection } = parseSigma(text, { treatAsSigma: true });
      const resolved = resolveRules(collection.rules);
      const read = resolved.rules.flatMap((rule) => {
        if (rule.kind !== 'rule' || rule.detection === undefined) return [];
        const { detection } = rule;
        return detection.conditions.map((condition) => {
          const parsed = parseCondition(condition);
          return [parsed, parsed.tree && postprocessCondition(parsed.tree, detection)];
        });
      });
      expect(outside([collection.rules, collection.errors, resolved.error, read], text.length), text).toEqual([]);
      expect(() => parseRecordLine('x', text), text).not.toThrow();
    }
  });

  it('of conditions and time spans are read without a throw', () => {
    const random = randomFrom(2);
    for (let i = 0; i < 5000; i++) {
      const length = 1 + random(8);
      const text = Array.from({ length }, () => words[random(words.length)]).join(random(3) === 0 ? '' : ' ');
      const condition = freeConditionText(text);
      expect(outside([parseCondition(condition), parseExtendedCondition(condition)], text.length), text).toEqual([]);
      const span = { start: 0, end: text.length };
      parseTimespan({ kind: 'scalar', style: 'plain', text, value: text, tag: '', span });
    }
  });
});
