import { expect, it } from 'vitest';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { summarizeRules } from '../workspace/rule-summary.ts';
import { createWorkspaceIndex } from '../workspace/workspace-index.ts';
import { lintInWorkspace } from './lint-workspace.ts';
import { circularRuleReference } from './rules/metadata/circular_rule_reference.ts';

const count = (name: string, ...rules: string[]) =>
  `title: ${name}\nname: ${name}\ncorrelation:\n  type: event_count\n  rules: [${rules.join(', ')}]\n  timespan: 5m\n  condition:\n    gte: 10\n`;
const base = (name: string) => `title: ${name}\nname: ${name}\ndetection:\n  a:\n    B: 1\n  condition: a\n`;

/** What is reported of a file: the reference, and the places on the way back as file and text. */
function circlesIn(path: string, files: Record<string, string>) {
  const index = createWorkspaceIndex();
  for (const [each, text] of Object.entries(files)) index.set(each, summarizeRules(parseSigma(text)));
  const textAt = (file: string, { start, end }: { start: number; end: number }) =>
    (files[file] as string).slice(start, end);
  return lintInWorkspace(index, path, { rules: [circularRuleReference] }).map(({ span, related = [] }) => [
    textAt(path, span),
    related.map((place) => `${place.path}: ${textAt(place.path ?? path, place.span)}`),
  ]);
}

it('circles are found across files, with the references that close them', () => {
  const files = {
    'a.yml': count('a', 'b'),
    'b.yml': count('b', 'x', 'c'),
    'c.yml': count('c', 'a'),
    'x.yml': base('x'),
  };
  expect(circlesIn('a.yml', files)).toEqual([['b', ['b.yml: c', 'c.yml: a']]]);
  expect(circlesIn('b.yml', files)).toEqual([['c', ['c.yml: a', 'a.yml: b']]]);
  expect(circlesIn('d.yml', { ...files, 'd.yml': count('d', 'a') })).toEqual([]);
});

it('a name means the rule of its own file, and nothing where several files have it', () => {
  const one = `${base('x')}---\n${count('y', 'x')}`;
  const other = `${base('y')}---\n${count('x', 'y')}`;
  expect(circlesIn('one.yml', { 'one.yml': one, 'other.yml': other })).toEqual([]);
  const files = { 'a.yml': count('a', 'b'), 'b.yml': count('b', 'a'), 'c.yml': base('b') };
  expect(circlesIn('a.yml', files)).toEqual([]);
});

it('extended conditions without a list of rules refer to rules, too', () => {
  const text =
    'title: T\nname: t\ncorrelation:\n  type: temporal\n  timespan: 5m\n  group-by: [User]\n  condition: t and x\n';
  expect(circlesIn('t.yml', { 't.yml': text })).toEqual([['t', []]]);
});
