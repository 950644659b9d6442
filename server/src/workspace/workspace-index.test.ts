import { describe, expect, it } from 'vitest';
import type { RuleSummary } from './rule-summary.ts';
import { createWorkspaceIndex } from './workspace-index.ts';

const nowhere = { start: 0, end: 0 };
const rule = (id: string, title: string, references: string[] = []): RuleSummary => ({
  kind: 'rule',
  document: 0,
  span: nowhere,
  id: { value: id, span: nowhere },
  name: undefined,
  title: { value: title, span: nowhere },
  logic: 0,
  references: references.map((reference) => ({ reference, span: nowhere })),
  mentions: references.map((reference) => ({ reference, role: 'rules', span: nowhere })),
});
const paths = (entries: readonly { path: string }[]) => entries.map(({ path }) => path);

describe('the workspace index', () => {
  it('finds rules by id, title and reference', () => {
    const index = createWorkspaceIndex();
    index.set('a.yml', [rule('1', 'A'), rule('2', 'B')]);
    index.set('b.yml', [rule('1', 'B', ['2'])]);
    expect(paths(index.withId('1'))).toEqual(['a.yml', 'b.yml']);
    expect(paths(index.withTitle('B'))).toEqual(['a.yml', 'b.yml']);
    expect(paths(index.referringTo('2'))).toEqual(['b.yml']);
    expect(index.withId('3')).toEqual([]);
    expect(index.size).toBe(2);
  });

  it('forgets what a file held before', () => {
    const index = createWorkspaceIndex();
    index.set('a.yml', [rule('1', 'A')]);
    index.set('a.yml', [rule('2', 'A')]);
    expect(index.withId('1')).toEqual([]);
    expect(paths(index.withId('2'))).toEqual(['a.yml']);
    index.delete('a.yml');
    expect(index.withId('2')).toEqual([]);
    expect(index.withTitle('A')).toEqual([]);
    expect([...index.files()]).toEqual([]);
  });
});
