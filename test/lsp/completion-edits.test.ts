/** What accepting a suggestion leaves of the text around it: documents with the cursor `<|>` go in, edited ones come out. */
import { describe, expect, it } from 'vitest';
import type { CompletionList } from 'vscode-languageserver-types';
import { accept, checkCompletion, labels, newId, offer, today } from '../harness/check-completion.ts';
import { jobsOn } from './disk-jobs.ts';
import { connectInMemory } from './editor.ts';
import { readMarked } from './marked.ts';

const offered = async (marked: string) => labels(await offer(marked));
const windows = 'logsource:\n    product: windows\n    category: process_creation\n';
const selection = (lines: string) => `${windows}detection:\n    selection:\n${lines}\n    condition: selection\n`;

/** Text before, label, text behind; the same frame around both. */
type Case = readonly [before: string, label: string, after: string];

async function checkWithin(frame: (part: string) => string, [before, label, after]: Case): Promise<void> {
  await checkCompletion(frame(before), label, frame(after));
}

describe('behind a dash or colon without a blank', () => {
  it.each<Case>([
    ['tags:\n    -<|>\n', 'attack.', 'tags:\n    - attack.\n'],
    ['tags:\n    -att<|>\n', 'attack.', 'tags:\n    - attack.\n'],
    [
      'tags:\n    - attack.execution\n    -<|>\n',
      'attack.t1059',
      'tags:\n    - attack.execution\n    - attack.t1059\n',
    ],
    ['related:\n    -<|>\n', 'id', 'related:\n    - id: \n'],
    ['level:<|>\n', 'high', 'level: high\n'],
    ['level:h<|>\n', 'high', 'level: high\n'],
    ['status:te<|>st\n', 'test', 'status: test\n'],
    ['sta<|>tus:test\n', 'status', 'status:test\n'],
    ['logsource: {product:<|>}\n', 'windows', 'logsource: {product: windows}\n'],
  ])('%j', async (before, label, after) => {
    await checkCompletion(before, label, after);
  });

  it('in selections', async () => {
    await checkWithin(selection, ['        -<|>', 'CommandLine', '        - CommandLine']);
    await checkWithin(selection, ['        -Comm<|>', 'CommandLine', '        - CommandLine']);
    await checkWithin(selection, ['        -Comm<|>: x', 'CommandLine', '        - CommandLine: x']);
    await checkWithin(selection, ['        IntegrityLevel:<|>', 'System', '        IntegrityLevel: System']);
    const security = (part: string) =>
      `logsource:\n  product: windows\n  service: security\ndetection:\n  a:\n    EventID:\n${part}\n`;
    await checkWithin(security, ['      -<|>', '4624', '      - 4624']);
    await checkWithin(security, ['      -46<|>', '4624', '      - 4624']);
  });

  it('in correlations and filters', async () => {
    const rules = (part: string) => `title: A\nname: one\n---\ntitle: B\ncorrelation:\n    rules:\n        ${part}\n`;
    await checkWithin(rules, ['-<|>', 'one', '- one']);
    await checkWithin(rules, ['-o<|>', 'one', '- one']);
    const filter = (part: string) => `title: A\nname: one\n---\ntitle: B\nfilter:\n    rules:\n        ${part}\n`;
    await checkWithin(filter, ['-<|>', 'one', '- one']);
  });
});

describe('anchors and tags', () => {
  it.each<Case>([
    ['        &a Com<|>: x', 'CommandLine', '        &a CommandLine: x'],
    ['        !!str Com<|>: x', 'CommandLine', '        !!str CommandLine: x'],
    ['        &a !!str Com<|>|contains: x', 'CommandLine', '        &a !!str CommandLine|contains: x'],
    ['        - &a Com<|>: x', 'CommandLine', '        - &a CommandLine: x'],
    ['        &a Image|con<|>: x', 'contains', '        &a Image|contains: x'],
    ["        &a 'Com<|>': x", 'CommandLine', "        &a 'CommandLine': x"],
    ['        IntegrityLevel: &a <|>', 'System', '        IntegrityLevel: &a System'],
  ])('stay before %j', async (...given) => {
    await checkWithin(selection, given);
  });

  it('stay before values', async () => {
    await checkCompletion('level: &l <|>high\ncustom: *l\n', 'low', 'level: &l low\ncustom: *l\n');
    await checkCompletion('tags:\n    - &t att<|>\n', 'attack.', 'tags:\n    - &t attack.\n');
    await checkCompletion(
      'logsource: {product: &p <|>win, category: x}\n',
      'linux',
      'logsource: {product: &p linux, category: x}\n',
    );
  });

  it('are not completed themselves', async () => {
    for (const text of ['level: &l<|> high', 'level: *l<|>', 'level: &l<|>', '&a<|> level: high', 'level:<|> &l high'])
      expect(await offered(text)).toEqual([]);
  });
});

describe('keys', () => {
  it('in quotes have their colon outside', async () => {
    await checkCompletion('title: A\n"lev<|>"\n', 'level', 'title: A\n"level": informational\n');
    await checkCompletion("title: A\n'na<|>\n", 'name', "title: A\n'name': \n");
    await checkCompletion('title: A\n"lev<|>": high\n', 'level', 'title: A\n"level": high\n');
  });

  it('are offered where there is room for one', async () => {
    const rooms = [
      'tags:\n  <|>  - a\n',
      'tags:\n  <|>- a\n',
      'detection:\n    sel:\n  <|>\n',
      '  <|># why\ntitle: a\n',
    ];
    for (const text of rooms) expect(await offered(text)).toEqual([]);
    expect(await offered('title: "one\n  le<|>vel: two"\n')).toEqual([]);
    expect(await offered('correlation:\n  rules:<|>\n    - a\n')).toEqual([]);
  });
});

describe('documents of a collection', () => {
  const cloudTrail = 'logsource:\n    product: aws\n    service: cloudtrail\n';
  const global = `action: global\ntitle: x\n${cloudTrail}---\n`;
  it('have the log source of the global one', async () => {
    const second = (part: string) => `${global}detection:\n    sel:\n        ${part}\n    condition: sel\n`;
    await checkWithin(second, ['eventN<|>: 1', 'eventName', 'eventName: 1']);
    const reset = `${global}action: reset\n---\ndetection:\n    sel:\n        eventN<|>: 1\n`;
    expect(await offered(reset)).not.toContain('eventSource');
    const repeat = `detection:\n    a:\n        b: 1\n    condition: a\n${cloudTrail}---\naction: repeat\ndetection:\n    `;
    expect(await offered(`${repeat}c:\n        <|>`)).toContain('eventName');
    expect(await offered(`${repeat}c:\n        x: 1\n    condition: <|>`)).toEqual(expect.arrayContaining(['a', 'c']));
  });
});

describe('modifiers', () => {
  it('fit what follows, too', async () => {
    const between = (chain: string) => offered(`detection:\n    a:\n        ${chain}: x\n`);
    const beforeContains = await between('Image|<|>|contains');
    expect(beforeContains).toEqual(expect.arrayContaining(['windash', 'base64offset', 'all']));
    for (const wrong of ['contains', 'startswith', 're', 'cidr', 'exists', 'gt'])
      expect(beforeContains).not.toContain(wrong);
    expect(await between('Image|<|>|i')).toEqual(['re']);
    expect(await between('Image|con<|>|all')).toContain('contains');
    expect(await between('Image|<|>|base64offset|contains')).toContain('wide');
  });

  it('of keywords are those that need no field', async () => {
    const found = await offered("detection:\n    keywords:\n        '|<|>':\n            - x\n");
    expect(found).toEqual(expect.arrayContaining(['all', 're', 'contains', 'base64offset']));
    for (const wrong of ['exists', 'cidr', 'fieldref', 'lt', 'gte', 'minute']) expect(found).not.toContain(wrong);
  });
});

describe('tags', () => {
  it('tell in their row which former id they replace', async () => {
    const { list } = await offer('tags:\n    - attack.t1562<|>\n');
    const rows = list.items.filter(({ label }) => label === 'attack.t1685');
    expect(rows.length).toBeGreaterThan(1);
    const notes = rows.flatMap(({ labelDetails }) => labelDetails?.description ?? []);
    expect(notes).toContain('replaces T1562');
    expect(new Set(notes).size).toBe(notes.length);
  });
});

describe('pipelines', () => {
  const frame = (part: string) => `name: p\npriority: 1\ntransformations:\n${part}`;
  const item = (part: string) => frame(`    - id: a\n${part}\n      key: a\n      val: b\n`);

  async function check(before: string, label: string, after: string): Promise<void> {
    const { text, cursor } = readMarked(before);
    const { editor } = connectInMemory({ today, newId: () => newId });
    await editor.initialize();
    const uri = 'file:///rules/p.yml';
    await editor.open(uri, text, 'yaml');
    const position = cursor ?? { line: 0, character: 0 };
    const list = await editor.connection.sendRequest<CompletionList>('textDocument/completion', {
      textDocument: { uri },
      position,
    });
    const found = list.items.find((each) => each.label === label);
    expect(found, list.items.map((each) => each.label).join(', ')).toBeDefined();
    if (found) expect(accept({ text, offset: editor.document(uri).offsetAt(position) }, found)).toBe(after);
  }

  it.each<Case>([
    [item('      typ<|>: set_state'), 'type', item('      type: set_state')],
    [item('      "typ<|>": set_state'), 'type', item('      "type": set_state')],
    [item('      type:<|>'), 'set_state', item('      type: set_state')],
    [item('      type: "set<|>"'), 'set_state', item('      type: "set_state"')],
    [item('      type: &t set<|>'), 'set_state', item('      type: &t set_state')],
    [item('      type: &t <|>set_state'), 'case', item('      type: &t case')],
    [frame('    - &x typ<|>: case\n'), 'type', frame('    - &x type: case\n')],
    [frame('    -<|>\n'), 'drop_detection_item', frame('    - type: drop_detection_item\n')],
    [
      `name: p\nprio<|>: 10\ntransformations:\n    - type: case\n`,
      'priority',
      `name: p\npriority: 10\ntransformations:\n    - type: case\n`,
    ],
  ])('%j', check);
});

describe('the head of a rule in a YAML file', () => {
  const rule = `title: Other\n${windows}detection:\n    a:\n        b: 1\n    condition: a\n`;

  async function offeredIn(marked: string, path: string, files: Readonly<Record<string, string>> = {}) {
    const { text, cursor } = readMarked(marked);
    const disk = new Map(Object.entries(files));
    const { editor } = connectInMemory({ jobs: jobsOn(disk), disk, today, newId: () => newId });
    await editor.initialize(undefined, ['file:///project']);
    await editor.open(`file://${path}`, text, 'yaml');
    const { items } = await editor.connection.sendRequest<CompletionList>('textDocument/completion', {
      textDocument: { uri: `file://${path}` },
      position: cursor ?? { line: 0, character: 0 },
    });
    expect(editor.shown(`file://${path}`) ?? []).toEqual([]);
    return items.map(({ label }) => label);
  }

  it.each([
    ['title: x\nstatus: <|>', 'test'],
    ['title: x\nid: <|>\n', newId],
    ['title: x\ntags:\n    - att<|>\n', 'attack.execution'],
    ['title: x\nlogs<|>', 'logsource'],
    ['title: x\n<|>', 'detection'],
    ['title: x\nsta<|>: test\n', 'status'],
    ['services: {}\n---\ntitle: x\nlevel: <|>', 'high'],
  ])('%j', async (text, label) => {
    expect(await offeredIn(text, '/project/a.yml')).toContain(label);
  });

  it('may be empty where other rules are', async () => {
    const others = { '/project/rules/b.yml': rule };
    expect(await offeredIn('<|>', '/project/rules/a.yml', others)).toContain('title');
    expect(await offeredIn('# new\nti<|>', '/project/rules/a.yml', others)).toContain('title');
    expect(await offeredIn('status: <|>', '/project/rules/a.yml', others)).toContain('test');
    expect(await offeredIn('<|>', '/project/other/a.yml', others)).toEqual([]);
    expect(await offeredIn('<|>', '/project/a.yml', others)).toEqual([]);
    expect(await offeredIn('<|>', '/project/x/a.yml', { '/project/.sigmasmith.yml': 'targets: []\n' })).toContain(
      'title',
    );
    for (const path of ['/project/.github/workflows/a.yml', '/project/docker-compose.yml'])
      expect(await offeredIn('<|>', path, { '/project/.sigmasmith.yml': 'targets: []\n' })).toEqual([]);
  });

  it.each([
    'name: CI\non: [push]\n<|>',
    'services:\n  web:\n    image: x\n    <|>\n',
    '- name: x\n  hosts: all\n  <|>',
    '- title: x\n  <|>',
    'title: x\nhosts: all\nstatus: <|>',
    'title: x\ndescription:\n  en: y\nstatus: <|>',
    'name: x\nstatus: <|>',
    'a text\nti<|>',
    '<|>',
  ])('is none of %j', async (text) => {
    expect(await offeredIn(text, '/project/a.yml')).toEqual([]);
    expect(await offeredIn(text, '/project/.github/workflows/ci.yml', { '/project/.sigmasmith.yml': '' })).toEqual([]);
  });
});
