import { describe, expect, it } from 'vitest';
import type { SigmaEvent } from '../evaluate/sigma-event.ts';
import type { RuleSources } from './rule-sources.ts';
import { listRuleTests, ruleOfTests, runRuleFile } from './rule-test-files.ts';

const rule = `title: Whoami
logsource: { category: process_creation }
detection:
  selection:
    Image|endswith: '\\whoami.exe'
    User: admin
  filter:
    Parent: good
  condition: selection and not filter
`;

const tests = `tests:
  - name: run by hand
    match: true
    event: { Image: 'C:\\whoami.exe', User: admin }
  - name: run by someone else
    match: true
    event:
      Image: 'C:\\whoami.exe'
      User: guest
  - name: run by good
    match: false
    event: { Image: 'C:\\whoami.exe', User: admin, Parent: bad }
`;

const info = `regression_tests_info:
  - name: Positive
    type: evtx
    match_count: 2
    path: data/rules/a/1.evtx
  - name: Other
    type: evtx
    path: data/rules/a/2.evtx
`;

function sources(texts: Record<string, string>, samples: Record<string, SigmaEvent[]> = {}): RuleSources {
  return {
    exists: (path) => path in texts || path in samples,
    find: (path) => Object.keys(texts).filter((file) => file.startsWith(path)),
    readText: (path) => (texts[path] === undefined ? { message: 'gone' } : { text: texts[path] }),
    readEvents: async (path) => ({ events: samples[path] ?? [], troubles: [] }),
  };
}

describe('tests beside a rule', () => {
  const files = sources({ '/r/a.yml': rule, '/r/a.tests.yml': tests, '/r/b.yml': rule });

  it('are listed with their places', () => {
    const list = listRuleTests('/r/a.yml', files);
    expect(list).toMatchObject({ rule: '/r/a.yml', title: 'Whoami', titleRange: { start: { line: 0, character: 7 } } });
    expect(list?.tests.map(({ id, name, path, range }) => `${id} ${name} ${path}:${range.start.line}`)).toEqual([
      'tests/0 run by hand /r/a.tests.yml:1',
      'tests/1 run by someone else /r/a.tests.yml:4',
      'tests/2 run by good /r/a.tests.yml:9',
    ]);
    expect(listRuleTests('/r/b.yml', files)).toBeUndefined();
    expect(ruleOfTests('/r/a.tests.yml', files)).toBe('/r/a.yml');
    expect(ruleOfTests('/r/c.tests.yml', files)).toBeUndefined();
  });

  it('fail at the line of the event, with reasons', async () => {
    const run = await runRuleFile('/r/a.yml', files);
    expect(run?.results.map(({ id, ok }) => [id, ok])).toEqual([
      ['tests/0', true],
      ['tests/1', false],
      ['tests/2', false],
    ]);
    const [, missed, wrong] = run?.results ?? [];
    expect(missed).toMatchObject({ file: '/r/a.tests.yml', range: { start: { line: 7, character: 6 } } });
    expect(missed?.message).toBe(
      `The rule must match and does not.
selection: does not match
  User is "guest", wanted is 'admin'.
filter: does not match
  The event has no field Parent, wanted is 'good'.`,
    );
    expect(wrong).toMatchObject({ range: { start: { line: 11 } } });
    expect(wrong?.message).toContain('The rule must not match and does.\nselection: matches');
  });

  it('say what is wrong with their file', async () => {
    const broken = sources({ '/r/a.yml': rule, '/r/a.tests.yml': 'tests:\n  - name: x\n    event: {}\n' });
    const run = await runRuleFile('/r/a.yml', broken);
    expect(run?.results).toMatchObject([{ id: undefined, ok: false, range: { start: { line: 1 } } }]);
  });
});

describe('regression data', () => {
  const withData = `${rule}regression_tests_path: data/rules/a/info.yml\n`;
  const event = { Image: 'C:\\whoami.exe', User: 'admin' };
  const files = sources(
    { '/repo/rules/x/a.yml': withData, '/repo/data/rules/a/info.yml': info },
    { '/repo/data/rules/a/1.json': [event, event, event], '/repo/data/rules/a/2.evtx': [{}] },
  );

  it('is found from the root of the repository', () => {
    const list = listRuleTests('/repo/rules/x/a.yml', files);
    expect(list?.tests.map(({ id, name, path, range }) => `${id} ${name} ${path}:${range.start.line}`)).toEqual([
      'samples/0 Positive /repo/data/rules/a/info.yml:1',
      'samples/1 Other /repo/data/rules/a/info.yml:5',
    ]);
  });

  it('wants at least so many matches, one unless it says', async () => {
    const run = await runRuleFile('/repo/rules/x/a.yml', files);
    expect(run?.results.map(({ id, ok, testsPath }) => [id, ok, testsPath])).toEqual([
      ['samples/0', true, 'data/rules/a/1.json'],
      ['samples/1', false, 'data/rules/a/2.evtx'],
    ]);
    expect(run?.results[1]?.message).toMatch(/^0 of 1 events match, expected at least 1\.\nselection: does not match/);
    expect(run?.troubles).toEqual([]);
  });

  it.each(['../secret/info.yml', '/etc/info.yml', 'C:\\info.yml', 'nosuch/info.yml'])(
    'does not follow %s',
    async (path) => {
      const outside = sources({
        '/repo/rules/a.yml': withData.replace('data/rules/a/info.yml', path),
        '/secret/info.yml': info,
        '/etc/info.yml': info,
      });
      const run = await runRuleFile('/repo/rules/a.yml', outside);
      expect(run?.results).toEqual([]);
      expect(run?.troubles).toHaveLength(1);
    },
  );
});
