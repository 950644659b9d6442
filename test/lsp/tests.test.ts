import { afterEach, describe, expect, it } from 'vitest';
import type { JobRunner } from '../../server/src/lsp/jobs.ts';
import { jobs } from '../../server/src/lsp/jobs.ts';
import { diskRuleSources } from '../../server/src/node/rule-sources.ts';
import type { Reply } from '../../server/src/protocol/message.ts';
import {
  type FindTestsResult,
  findTestsRequest,
  type RunTestsResult,
  runTestsRequest,
  type TestEventsResult,
  testEventsRequest,
} from '../../server/src/protocol/tests.ts';
import { temporaryFolder } from '../harness/cli.ts';
import { connectInMemory } from './editor.ts';

const rule = `title: Whoami
logsource: { category: process_creation }
detection:
  selection:
    Image|endswith: '\\whoami.exe'
  condition: selection
`;
const tests = `tests:
  - name: near miss
    match: true
    event:
      Image: C:\\whoami.com
`;

/** Jobs on this very thread. */
const here: JobRunner = {
  run: (name, params, token, progress) =>
    jobs[name](
      params as never,
      { token, progress, now: () => performance.now(), sources: diskRuleSources } as never,
    ) as never,
  dispose: () => {},
};

const folders: { dispose(): void }[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.dispose();
});

async function open() {
  const folder = temporaryFolder({ 'rules/a.yml': rule, 'rules/a.tests.yml': tests, 'rules/b.yml': rule });
  folders.push(folder);
  const { editor } = connectInMemory({ jobs: here });
  await editor.initialize();
  return { editor, path: folder.path };
}

describe('tests of rules', () => {
  it('are found below folders, and by the rule or its tests', async () => {
    const { editor, path } = await open();
    const find = async (...paths: string[]) => {
      const found = await editor.connection.sendRequest<FindTestsResult>(findTestsRequest.method, { paths });
      return found.rules.map((entry) => `${entry.rule.slice(path.length)}: ${entry.tests.map(({ name }) => name)}`);
    };
    const expected = ['/rules/a.yml: near miss'];
    expect(await find(path)).toEqual(expected);
    expect(await find(`${path}/rules/a.yml`)).toEqual(expected);
    expect(await find(`${path}/rules/a.tests.yml`)).toEqual(expected);
    expect(await find(`${path}/rules/b.yml`, `${path}/nosuch.yml`)).toEqual([]);
  });

  it('are run with the texts that the editor holds', async () => {
    const { editor, path } = await open();
    const file = `${path}/rules/a.yml`;
    const run = (texts: Record<string, string>) =>
      editor.connection.sendRequest<RunTestsResult>(runTestsRequest.method, { rule: file, open: texts });
    const failed = await run({});
    expect(failed.outcomes).toMatchObject([
      { id: 'tests/0', ok: false, path: `${path}/rules/a.tests.yml`, range: { start: { line: 4, character: 6 } } },
    ]);
    expect(failed.outcomes[0]?.message).toContain('Image is "C:\\\\whoami.com", wanted is \'*\\whoami.exe\'.');
    const passed = await run({ [file]: rule.replace('whoami.exe', 'whoami.com') });
    expect(passed.outcomes).toMatchObject([{ id: 'tests/0', ok: true, message: '' }]);
  });
});

describe('a selected event', () => {
  const uri = 'file:///rules/a.yml';

  async function ask(text: string, rules = rule): Promise<Reply<TestEventsResult>> {
    const { editor } = await open();
    await editor.open(uri, rules);
    return editor.connection.sendRequest(testEventsRequest.method, { uris: [uri], text });
  }

  it('is judged by the rules of open documents, with reasons', async () => {
    const reply = await ask('{"Image": "C:\\\\whoami.exe"}\n{"Image": "C:\\\\x.exe"}');
    if (!reply.ok) throw new Error(reply.error.message);
    expect(reply.value).toMatchObject({
      events: 2,
      rules: [
        {
          title: 'Whoami',
          uri,
          verdicts: [
            { event: 0, matched: true, explanation: expect.stringContaining('selection: matches') },
            { event: 1, matched: false, explanation: expect.stringContaining('wanted is') },
          ],
        },
      ],
    });
  });

  it('may complete a correlation', async () => {
    const named = rule.replace('title: Whoami', 'title: Whoami\nname: whoami');
    const correlation =
      'title: Twice\ncorrelation: { type: event_count, rules: [whoami], group-by: [User], timespan: 1m, condition: { gte: 2 } }\n';
    const event = '{"Image": "\\\\whoami.exe", "User": "u"}';
    const reply = await ask(`[${event},${event}]`, `${named}---\n${correlation}`);
    if (!reply.ok) throw new Error(reply.error.message);
    expect(reply.value.rules[1]).toMatchObject({ title: 'Twice', verdicts: [{ matched: false }, { matched: true }] });
  });

  it.each(['{"a": }', 'Image: x', '', '[1]', '{"a":1}}'])('is refused in words when it is none: %s', async (text) => {
    const reply = await ask(text);
    expect(reply).toMatchObject({ ok: false, error: { code: 'NoEvent' } });
  });

  it('needs a rule', async () => {
    const reply = await ask('{}', 'a: 1\n');
    expect(reply).toMatchObject({ ok: false, error: { code: 'NoRule' } });
  });
});
