import { describe, expect, it } from 'vitest';
import type { CodeLens, SymbolInformation } from 'vscode-languageserver';
import { jobsOn } from './disk-jobs.ts';
import { connectInMemory } from './editor.ts';
import { type NavigationSession, startNavigation, uriOf } from './navigation-session.ts';

const id = '5d2f6b1e-8a56-4d0b-9f0a-2f6f6f1f5a11';
const rule = (title: string, uuid = id, field = 'A') =>
  `title: ${title}\nid: ${uuid}\nname: ${title.toLowerCase().replaceAll(' ', '_')}\nlogsource:\n    product: windows\n    category: process_creation\ndetection:\n    selection:\n        ${field}: 1\n    condition: selection\n`;
const correlation = (name: string) =>
  `title: Many\nname: many\ncorrelation:\n    type: event_count\n    rules:\n        - ${name}\n    group-by:\n        - User\n    timespan: 5m\n    condition:\n        gte: 5\n`;
const uuid = (number: number) => `${String(number).padStart(8, '0')}-8a56-4d0b-9f0a-2f6f6f1f5a11`;

/** What is shown for a file once everything due has run. */
async function shown({ editor, timers }: NavigationSession, name: string): Promise<string[]> {
  for (let round = 0; round < 3; round++) {
    await editor.connection.sendRequest('workspace/symbol', { query: '' });
    timers.advance(10_000);
    await editor.settle();
  }
  return editor.squiggles(uriOf(name)).filter((line) => /identifier_uniqueness|unknown_rule|duplicate/.test(line));
}

async function symbols({ editor }: NavigationSession, query: string): Promise<string[]> {
  const found = await editor.connection.sendRequest<SymbolInformation[]>('workspace/symbol', { query });
  return found.map(
    ({ name, location }) => `${name} ${location.uri.slice('file:///rules/'.length)}:${location.range.start.line}`,
  );
}

describe('workspace symbols', () => {
  const files = {
    'a.yml': `${rule('Suspicious Shell', uuid(1))}---\n${rule('Other Thing', uuid(2))}`,
    'b.yml': correlation('other_thing'),
    'deep/c.yaml': rule('Shell of a Crab', uuid(3)),
    'd.yml': 'kind: Deployment\n',
  };

  it('are all rules by title, name and id, the best first', async () => {
    const session = await startNavigation(files);
    expect(await symbols(session, '')).toHaveLength(4);
    expect(await symbols(session, 'shell')).toEqual(['Shell of a Crab deep/c.yaml:0', 'Suspicious Shell a.yml:0']);
    expect(await symbols(session, 'oth thi')).toEqual(['Other Thing a.yml:11']);
    expect(await symbols(session, 'other_thing')).toEqual(['Other Thing (other_thing) a.yml:11']);
    expect(await symbols(session, '00000003')).toEqual([`Shell of a Crab (${uuid(3)}) deep/c.yaml:0`]);
    expect(await symbols(session, 'nothing like that')).toEqual([]);
  });

  it('follow open documents, the disk and the folders of the workspace', async () => {
    const session = await startNavigation(files);
    const { editor, disk } = session;
    await editor.replace(uriOf('a.yml'), 'Suspicious Shell', 'Unsaved Title');
    expect(await symbols(session, 'unsaved')).toEqual(['Unsaved Title a.yml:0']);
    await editor.close(uriOf('a.yml'));
    expect(await symbols(session, 'unsaved')).toEqual([]);
    expect(await symbols(session, 'suspicious')).toEqual(['Suspicious Shell a.yml:0']);
    disk.set('/rules/e.yml', rule('Newcomer', uuid(4)));
    disk.set('/rules/b.yml', correlation('x').replace('title: Many', 'title: Few'));
    disk.delete('/rules/deep/c.yaml');
    const changes = [
      { uri: uriOf('e.yml'), type: 1 },
      { uri: uriOf('b.yml'), type: 2 },
      { uri: uriOf('deep'), type: 3 },
    ];
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    expect((await symbols(session, '')).sort()).toEqual([
      'Few b.yml:0',
      'Newcomer e.yml:0',
      'Other Thing a.yml:11',
      'Suspicious Shell a.yml:0',
    ]);
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: [{ uri: 'file:///rules', name: 'rules' }] },
    });
    expect(await symbols(session, '')).toEqual([]);
  });

  it('forget an open document whose file is deleted, until it is there again or edited', async () => {
    const session = await startNavigation(files);
    const { editor } = session;
    const tell = (type: number) =>
      editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: uriOf('a.yml'), type }],
      });
    expect(await symbols(session, 'suspicious')).toHaveLength(1);
    await tell(3);
    expect(await symbols(session, 'suspicious')).toEqual([]);
    await tell(1);
    expect(await symbols(session, 'suspicious')).toHaveLength(1);
    await editor.replace(uriOf('a.yml'), 'Suspicious Shell', 'Suspicious');
    await tell(3);
    expect(await symbols(session, 'suspicious')).toEqual([]);
    // Told together: it was written before it was deleted.
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [2, 3].map((type) => ({ uri: uriOf('a.yml'), type })),
    });
    expect(await symbols(session, 'suspicious')).toEqual([]);
    await editor.replace(uriOf('a.yml'), 'Suspicious', 'Suspicious Again');
    expect(await symbols(session, 'suspicious')).toEqual(['Suspicious Again a.yml:0']);
  });

  it.each([true, false])(
    'follow the folders of the workspace; the editor says that it has several: %s',
    async (workspaceFolders) => {
      const disk = new Map([
        ['/one/a.yml', correlation('second')],
        ['/two/b.yml', rule('Second', uuid(6))],
      ]);
      const session = connectInMemory({ jobs: jobsOn(disk), disk });
      const { editor, timers } = session;
      await editor.initialize({ lintProfile: 'sigmahq' }, ['file:///one', 'file:///two'], {
        workspace: { workspaceFolders },
      });
      await editor.open('file:///one/a.yml', disk.get('/one/a.yml')!);
      const find = async () => {
        const found = await editor.connection.sendRequest<SymbolInformation[]>('workspace/symbol', { query: 'second' });
        timers.advance(10_000);
        await editor.settle();
        const missing = editor.squiggles('file:///one/a.yml').filter((line) => line.includes('unknown_rule_reference'));
        return [found.map(({ name }) => name).join(), missing.length > 0];
      };
      const two = { uri: 'file:///two', name: 'two' };
      const change = (added: object[], removed: object[]) =>
        editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added, removed } });
      await find();
      const before = await find();
      await change([], [two]);
      await find();
      const without = await find();
      await change([two], []);
      await find();
      expect([before, without, await find()]).toEqual([
        ['Second', false],
        ['', true],
        ['Second', false],
      ]);
    },
  );

  it('leave out what other tools keep in the workspace', async () => {
    const session = await startNavigation(files);
    await symbols(session, '');
    session.disk.set('/rules/node_modules/x/a.yml', rule('Foreign', uuid(5)));
    const changes = [{ uri: uriOf('node_modules/x/a.yml'), type: 1 }];
    await session.editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    expect(await symbols(session, 'foreign')).toEqual([]);
  });

  it('of documents outside any folder are those that are open', async () => {
    const session = await startNavigation(files);
    await session.editor.open('vscode-vfs://github/o/r/x.yml', rule('Virtual', uuid(6)));
    await session.editor.open('untitled:Untitled-1', rule('Draft', uuid(7)), 'sigma');
    const find = (query: string) =>
      session.editor.connection.sendRequest<SymbolInformation[]>('workspace/symbol', { query });
    expect((await find('virtual'))[0]?.location.uri).toBe('vscode-vfs://github/o/r/x.yml');
    expect((await find('draft'))[0]?.location.uri).toBe('untitled:Untitled-1');
    await session.editor.close('untitled:Untitled-1');
    expect(await find('draft')).toEqual([]);
  });
});

describe('checks of the whole workspace', () => {
  it('show an id that another file has, with the way there, and forget it when it is gone', async () => {
    const session = await startNavigation({ 'a.yml': rule('One'), 'b.yml': rule('Two', id, 'B') });
    expect(await shown(session, 'a.yml')).toEqual([`1:4-40 identifier_uniqueness «${id}»`]);
    const [diagnostic] =
      session.editor.shown(uriOf('a.yml'))?.filter(({ code }) => code === 'identifier_uniqueness') ?? [];
    expect(diagnostic?.relatedInformation).toEqual([
      {
        location: { uri: uriOf('b.yml'), range: { start: { line: 1, character: 4 }, end: { line: 1, character: 40 } } },
        message: 'Two',
      },
    ]);
    session.disk.set('/rules/b.yml', rule('Two', uuid(2), 'B'));
    await session.editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('b.yml'), type: 2 }],
    });
    expect(await shown(session, 'a.yml')).toEqual([]);
  });

  it('follow what is typed in another open document', async () => {
    const session = await startNavigation({ 'a.yml': rule('One'), 'b.yml': rule('Two', uuid(2), 'B') });
    const { editor } = session;
    await editor.open(uriOf('b.yml'), rule('Two', uuid(2), 'B'));
    expect(await shown(session, 'a.yml')).toEqual([]);
    await editor.replace(uriOf('b.yml'), uuid(2), id);
    expect(await shown(session, 'a.yml')).toEqual([`1:4-40 identifier_uniqueness «${id}»`]);
    expect(await shown(session, 'b.yml')).toEqual([`1:4-40 identifier_uniqueness «${id}»`]);
    const before = editor.published.length;
    await editor.replace(uriOf('b.yml'), 'windows', 'linux');
    await shown(session, 'b.yml');
    // The other document's findings are the same, so nothing is sent for it.
    expect(editor.published.slice(before).map(({ uri }) => uri)).toEqual([uriOf('b.yml')]);
    await editor.close(uriOf('b.yml'));
    expect(await shown(session, 'a.yml')).toEqual([]);
  });

  it('call a rule missing only when all files are known', async () => {
    const session = await startNavigation({ 'c.yml': correlation('failed_login') });
    const { editor } = session;
    await editor.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { sigmasmith: { lintProfile: 'sigmahq' } },
    });
    expect(await shown(session, 'c.yml')).toEqual(['5:10-22 unknown_rule_reference «failed_login»']);
    await editor.open(uriOf('new.yml'), rule('Failed Login'));
    expect(await shown(session, 'c.yml')).toEqual([]);
    await editor.open('untitled:alone.yml', correlation('elsewhere'), 'sigma');
    await shown(session, 'c.yml');
    expect(editor.squiggles('untitled:alone.yml').filter((line) => line.includes('unknown_rule'))).toEqual([]);
  });

  it('are silenced by comments like all others', async () => {
    const silent = rule('One').replace('id:', '# sigmasmith-disable-next-line identifier_uniqueness\nid:');
    const session = await startNavigation({ 'a.yml': silent, 'b.yml': rule('Two', id, 'B') });
    expect(await shown(session, 'a.yml')).toEqual([]);
  });
});

describe('rules that are not open', () => {
  const wrong = rule('Wrong', uuid(8)).replace('    condition: selection', '    condition: selektion');
  const whole = (lintWholeWorkspace: boolean) => ({ settings: { sigmasmith: { lintWholeWorkspace } } });

  /** What is shown for each file, as codes. */
  async function all(session: NavigationSession): Promise<Record<string, unknown>> {
    const { editor, timers } = session;
    for (let round = 0; round < 4; round++) {
      await editor.connection.sendRequest('workspace/symbol', { query: '' });
      timers.advance(10_000);
      await editor.settle();
    }
    const uris = new Set(editor.published.map(({ uri }) => uri));
    const shownFor = (uri: string) => (editor.shown(uri) ?? []).map(({ code }) => code).sort();
    const lists = [...uris].map((uri) => [uri.slice('file:///rules/'.length), shownFor(uri)] as const);
    return Object.fromEntries(lists.filter(([, codes]) => codes.length > 0));
  }

  it('are asked for fields that the targets of their project do not map', async () => {
    const session = await startNavigation({
      '.sigmasmith.yml': 'targets: [{name: soc, target: splunk, pipelines: [own.yml]}]\n',
      'own.yml': 'name: own\ntransformations:\n    - type: field_name_mapping\n      mapping: {Invented: invented}\n',
      'a.yml': rule('One', uuid(1)),
    });
    await session.editor.connection.sendNotification('workspace/didChangeConfiguration', whole(true));
    expect(await all(session)).toEqual({ 'a.yml': ['unmapped_field'] });
  });

  it('are checked when a person wants it, by themselves and among each other', async () => {
    const session = await startNavigation({
      'a.yml': rule('One', uuid(1)),
      'b.yml': rule('Two', id, 'B'),
      'c.yml': rule('Three', id, 'C'),
      'd.yml': wrong,
      'e.yml': `# sigmasmith-disable identifier_uniqueness\n${rule('Four', id, 'D')}`,
      'f.yml': 'kind: Deployment\n',
    });
    const { editor, disk } = session;
    expect(await all(session)).toEqual({});
    await editor.connection.sendNotification('workspace/didChangeConfiguration', whole(true));
    const twins = { 'b.yml': ['identifier_uniqueness'], 'c.yml': ['identifier_uniqueness'] };
    const broken = { 'd.yml': ['dangling_detection', 'sigma-condition-error'] };
    expect(await all(session)).toEqual({ ...twins, ...broken });
    const [related] = editor.shown(uriOf('b.yml'))?.[0]?.relatedInformation ?? [];
    expect(related?.location.uri).toBe(uriOf('c.yml'));
    // A file that changes, and one that changes for another.
    disk.set('/rules/d.yml', rule('Right', uuid(8), 'E'));
    disk.delete('/rules/c.yml');
    disk.set('/rules/e.yml', rule('Four', uuid(9), 'D'));
    const changes = ['d.yml', 'e.yml'].map((name) => ({ uri: uriOf(name), type: 2 }));
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [...changes, { uri: uriOf('c.yml'), type: 3 }],
    });
    expect(await all(session)).toEqual({});
  });

  it('give way to the text in the editor, and come back with the file', async () => {
    const session = await startNavigation({ 'a.yml': rule('One', uuid(1)), 'd.yml': wrong });
    const { editor } = session;
    await editor.connection.sendNotification('workspace/didChangeConfiguration', whole(true));
    expect(Object.keys(await all(session))).toEqual(['d.yml']);
    await editor.open(uriOf('d.yml'), rule('Right', uuid(8)));
    expect(await all(session)).toEqual({});
    await editor.close(uriOf('d.yml'));
    expect(Object.keys(await all(session))).toEqual(['d.yml']);
    await editor.connection.sendNotification('workspace/didChangeConfiguration', whole(false));
    expect(await all(session)).toEqual({});
  });
});

describe('lenses', () => {
  const files = { 'a.yml': `${rule('One')}---\n${rule('Two', uuid(2))}`, 'b.yml': correlation('one') };

  it('count who mentions a rule, and show where', async () => {
    const session = await startNavigation(files);
    await symbols(session, '');
    const { editor, at } = session;
    const found = await editor.connection.sendRequest<CodeLens[]>('textDocument/codeLens', at);
    expect(found.map(({ range, command }) => [range.start.line, command?.title, command?.arguments?.[2]])).toEqual([
      [
        0,
        '1 reference',
        [{ uri: uriOf('b.yml'), range: { start: { line: 5, character: 10 }, end: { line: 5, character: 13 } } }],
      ],
    ]);
  });

  it('are asked for again when other files change, by editors that can', async () => {
    const session = await startNavigation(files, { workspace: { codeLens: { refreshSupport: true } } });
    const { editor, timers } = session;
    const asked = new Promise<void>((resolve) => {
      editor.connection.onRequest('workspace/codeLens/refresh', () => {
        resolve();
        return null;
      });
    });
    await symbols(session, '');
    timers.advance(10_000);
    await asked;
  });
});
