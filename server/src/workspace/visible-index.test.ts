import { expect, it } from 'vitest';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { summarizeRules } from './rule-summary.ts';
import { visibleIndex } from './visible-index.ts';
import { createWorkspaceIndex } from './workspace-index.ts';

const rule = `title: Whoami
id: 6a7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31
name: whoami
logsource: {product: windows}
detection: {s: {a: b}, condition: s}
`;

it('shows of each table what lies in files that are to be seen', () => {
  const index = createWorkspaceIndex();
  const rules = summarizeRules(parseSigma(rule, { treatAsSigma: true }));
  for (const path of ['a/x.yml', 'vendor/x.yml']) index.set(path, rules);
  const visible = visibleIndex(index, (path) => !path.startsWith('vendor'));
  const id = '6a7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31';
  const found = [
    visible.withId(id),
    visible.withName('whoami'),
    visible.withTitle('Whoami'),
    visible.withLogic(rules[0]!.logic),
    visible.withFileName('x.yml'),
    visible.referredBy(id),
  ];
  expect(found.map((places) => places.map(({ path }) => path))).toEqual(found.map(() => ['a/x.yml']));
  expect([
    visible.size,
    visible.has('vendor/x.yml'),
    visible.rulesOf('vendor/x.yml'),
    [...visible.files()].length,
  ]).toEqual([1, false, [], 1]);
  index.delete('vendor/x.yml');
  expect(visible.withId(id)).toHaveLength(1);
});
