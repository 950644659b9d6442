import { describe, expect, it } from 'vitest';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { defaultLintConfig } from './config.ts';
import { lintSigma } from './linter.ts';

const tail = 'logsource:\n    product: windows\ndetection:\n    a:\n        F: some value\n    condition: a\n';
const withHead = (head: string) => `title: A Test\n${head}${tail}`;
const withDetection = (detection: string) =>
  `title: A Test\nlogsource:\n    product: windows\ndetection:\n${detection}`;
const withCorrelation = (lines: string) => `title: A Test\ncorrelation:\n${lines}`;

/** What is found at the empty places of a text, marked by `<` before and `>` behind what is underlined. */
function at(marked: string): { readonly found: string[]; readonly expected: string[] } {
  const text = marked.replace(/[<>]/g, '');
  const expected: string[] = [];
  let at = 0;
  for (const { 0: whole, index } of marked.matchAll(/<[^>]*>/g)) {
    const start = index - at;
    expected.push(`${start}-${start + whole.length - 2}`);
    at += 2;
  }
  const config = { ...defaultLintConfig, profile: 'strict' as const };
  const errors = lintSigma(parseSigma(text, { treatAsSigma: true }), { config }).filter(({ span, code }) => {
    const words = text.slice(span.start, span.end);
    return code.includes('-') || code === 'schema_violation' || words === '-' || words === '';
  });
  return { found: errors.map(({ span }) => `${span.start}-${span.end}`), expected };
}

describe('an entry of a list without a value is marked at its dash, once', () => {
  it.each([
    ['tags', withHead('tags:\n    - attack.t1059\n    - attack.t1053\n    <->\n')],
    ['tags, with a comment', withHead('tags:\n    - attack.t1059\n    <->   # which?\n    - attack.t1053\n')],
    ['references', withHead('references:\n    - https://a.b/c\n    <->\n')],
    ['false positives', withHead('falsepositives:\n    - Administration\n    <->\n')],
    ['fields', withHead('fields:\n    - User\n    <->\n')],
    ['scope', withHead('scope:\n    <->\n')],
    ['related rules', withHead('related:\n    <->\n')],
    [
      'rules of a correlation',
      withCorrelation('    type: temporal\n    rules:\n        - ab\n        - cd\n        <->\n    timespan: 5m\n'),
    ],
    [
      'fields to group by',
      withCorrelation(
        '    type: event_count\n    rules:\n        - ab\n    group-by:\n        - User\n        <->\n    timespan: 5m\n    condition:\n        gte: 3\n',
      ),
    ],
    [
      'values that a modifier refuses',
      withDetection('    a:\n        F|contains:\n            - some value\n            <->\n    condition: a\n'),
    ],
    ['keywords', withDetection('    a:\n        - some value\n        <->\n    condition: a\n')],
    [
      'rules of a filter',
      'title: A Test\nlogsource:\n    product: windows\nfilter:\n    rules:\n        - ab\n        <->\n    selection:\n        F: some value\n    condition: selection\n',
    ],
  ])('%s', (_name, marked) => {
    const { found, expected } = at(marked);
    expect(found).toEqual(expected);
  });
});

describe('a key without a value is marked once, at the key', () => {
  it.each([
    ['the condition', withDetection('    a:\n        F: some value\n    <condition>:\n')],
    [
      'the time span of a correlation',
      withCorrelation('    type: temporal\n    rules:\n        - ab\n        - cd\n    <timespan>:\n'),
    ],
    [
      'the type of a correlation',
      withCorrelation('    <type>:\n    rules:\n        - ab\n    timespan: 5m\n    condition:\n        gte: 3\n'),
    ],
    ['the id of a related rule', withHead('related:\n    - <id>:\n      type: derived\n')],
  ])('%s', (_name, marked) => {
    const { found, expected } = at(marked);
    expect(found).toEqual(expected);
  });
});
