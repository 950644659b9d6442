import { expect, it } from 'vitest';
import { parseSigma } from '../../sigma/parse-sigma.ts';
import { changeOfMeaning } from './same-meaning.ts';

const change = (before: string, after: string) => changeOfMeaning(parseSigma(before), parseSigma(after));
const rule =
  'title: A\nlogsource:\n  product: windows\ndetection:\n  a: &a\n    F|contains: ["1", 2, null]\n  b: *a\n  condition: a\n';

it.each([
  ['the order of top keys', rule.replace(/^(title: A\n)([\s\S]*)$/, '$2$1')],
  ['quotes, blanks and comments that were there', rule.replace('"1"', "'1'").replace('product: ', 'product:   ')],
])('%s means nothing', (_name, after) => {
  expect(change(rule, after)).toBeUndefined();
});

it.each([
  ['a value', rule.replace('windows', 'linux')],
  ['the kind of a value', rule.replace('"1"', '1')],
  ['a value that is added', rule.replace('null]', 'null, 3]')],
  ['the order of values', rule.replace('"1", 2', '2, "1"')],
  ['a key', rule.replace('contains', 'endswith')],
  ['an alias that becomes another node', rule.replace('*a', '{F|contains: ["1", 2, null]}')],
  ['a mapping that becomes a list', rule.replace('product: windows', '- windows')],
])('%s means something', (_name, after) => {
  expect(change(rule, after)).toBe('a value changed');
});

it('tells a lost comment, a lost document and broken YAML', () => {
  expect(change(`${rule}# why\n`, rule)).toBe('a comment was lost');
  expect(change(`${rule}---\n${rule}`, rule)).toBe('the number of documents changed');
  expect(change(rule, `${rule}x: [\n`)).toBe('the YAML could not be read again');
});
