import { describe, expect, it } from 'vitest';
import { covers, type Span } from '../base/span.ts';
import type { YamlNode, YamlPair, YamlScalar, YamlStream } from './nodes.ts';
import { parseYaml } from './parse-yaml.ts';
import { scalarOffsetAt } from './source-offset.ts';

const rule = `title: A 'rule' # with a comment
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
date: 2024-01-05
tags: [attack.t1059, "a, b", {c: d}]
description: |
  Several lines

    of text
folded: >-
  one
  two
detection:
    selection: &sel
        Image|endswith:
        - '\\cmd.exe'
        - "x\\ty
          z"
        ? complex
        : [1, 2.5, ~]
    other: {<<: *sel, EventID: 4688}
    condition: 1 of them
---
- !!str 12
- !tag x
...
`;

const pieces = [
  ...'\n\n \t:-?,[]{}#&*!|>\'"%@`\\=~<\0\x85\u2028\ufeff😀',
  ': ',
  '- ',
  '\n  ',
  '\n---\n',
  '\n...\n',
  '&a ',
  '*a',
  '<<: ',
  '!!int ',
  '|+\n',
  '"\\',
  '%YAML 1.1\n',
  '{[',
  ']}',
  '\r\n',
];

/** A small reproducible random generator. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * limit);
  };
}

function edited(random: (limit: number) => number): string {
  let text = rule.slice(0, random(3) === 0 ? random(rule.length) : rule.length);
  for (let edits = random(6); edits >= 0; edits--) {
    const at = random(text.length + 1);
    const insert = random(4) === 0 ? text.slice(at, at + random(30)) : pieces[random(pieces.length)];
    text = text.slice(0, at) + (random(3) === 0 ? '' : insert) + text.slice(at + random(4));
  }
  return text;
}

/** Every span lies in the text; that of a child lies in its parent's, unless an alias put it there. Returns what does not. */
function misplaced(stream: YamlStream): unknown[] {
  const found: unknown[] = [];
  const whole = { start: 0, end: stream.text.length };
  const nested = stream.error === null && !stream.text.includes('*');
  const seen = new Set<YamlNode>();
  const check = (span: Span, outer: Span, what: unknown): void => {
    if (span.start > span.end || !covers(outer, span)) found.push({ what, span, outer });
  };
  const visit = (node: YamlNode, outer: Span): void => {
    if (seen.has(node)) return;
    seen.add(node);
    check(node.span, nested ? outer : whole, node.kind);
    if (node.kind === 'seq') for (const item of node.items) visit(item, node.span);
    else if (node.kind === 'map') for (const pair of [...node.pairs, ...node.entries]) visitPair(pair, node.span);
    else for (const index of [0, node.text.length >> 1, node.text.length]) checkOffset(node, index);
  };
  const visitPair = ({ span, key, value }: YamlPair, outer: Span): void => {
    check(span, nested ? outer : whole, 'pair');
    visit(key, span);
    visit(value, span);
  };
  const checkOffset = (node: YamlScalar, index: number): void => {
    const offset = scalarOffsetAt(stream.text, node, index);
    check({ start: offset, end: offset }, whole, node);
  };
  for (const { root, span, problems } of stream.documents) {
    check(span, whole, 'document');
    for (const problem of problems) check(problem.span, whole, problem);
    if (root !== null) visit(root, span);
  }
  return found;
}

function shown(stream: YamlStream): string {
  return JSON.stringify(stream, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}

describe('any text', () => {
  it('is read without an exception, with places inside the text, always in the same way', () => {
    const random = randomFrom(7);
    for (let i = 0; i < 1500; i++) {
      const text = edited(random);
      const stream = parseYaml(text);
      if (misplaced(stream).length > 0) expect({ text, misplaced: misplaced(stream) }).toBeNull();
      const errors = stream.documents.flatMap(({ problems }) =>
        problems.filter(({ severity }) => severity === 'error'),
      );
      if (stream.error !== null) expect(errors.length).toBeGreaterThan(0);
      if (i % 10 === 0) expect(shown(parseYaml(text))).toBe(shown(stream));
    }
  });
});
