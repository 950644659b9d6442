import { describe, expect, it } from 'vitest';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Files, startNavigation, uriOf } from './navigation-session.ts';

const plain = (files: Files) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replace('<|>', '')]));

async function send<Result>(method: string, files: Files, params: object = {}): Promise<Result> {
  const { editor, at } = await startNavigation(files);
  return editor.connection.sendRequest<Result>(`textDocument/${method}`, { ...at, ...params });
}

/** Renames what is under the cursor `<|>` and compares all files. */
async function checkRename(before: Files, newName: string, after: Files): Promise<void> {
  const { changes = {} } = await send<WorkspaceEdit>('rename', before, { newName });
  const files = Object.entries(plain(before)).map(([name, text]) => {
    const document = TextDocument.create(uriOf(name), 'yaml', 1, text);
    return [name, TextDocument.applyEdits(document, changes[uriOf(name)] ?? [])];
  });
  expect(Object.fromEntries(files)).toEqual(after);
}

async function checkRefused(files: Files, newName: string, reason: string | RegExp): Promise<void> {
  await expect(send('rename', files, { newName })).rejects.toThrow(reason);
}

const rule = (detection: string) => `title: A\nlogsource:\n    product: windows\ndetection:\n${detection}`;
const id = '5d2f6b1e-8a56-4d0b-9f0a-2f6f6f1f5a11';
const other = '0f06a3a5-6a09-413f-8743-e6cf35561297';
const named = (name: string) =>
  `title: L\nid: ${id}\nname: ${name}\nlogsource:\n    product: windows\ndetection:\n    sel:\n        A: 1\n    condition: sel\n`;
const correlation = (mention: string) =>
  `title: T\ncorrelation:\n    type: temporal\n    rules:\n        - ${mention}\n    aliases:\n        user:\n            ${mention}: User\n    group-by:\n        - user\n    timespan: 5m\n`;

describe('renaming a selection', () => {
  it('changes its name and every mention, whatever quotes are around it', () =>
    checkRename(
      {
        'a.yml': rule(
          `    'sel':\n        sel: sel\n    condition: "s<|>el and not (other or sel)"\n    other:\n        A: 1\n`,
        ),
      },
      'selection',
      {
        'a.yml': rule(
          `    'selection':\n        sel: sel\n    condition: "selection and not (other or selection)"\n    other:\n        A: 1\n`,
        ),
      },
    ));

  it('works from the name, in lists of conditions, and in filters', async () => {
    await checkRename(
      { 'a.yml': rule(`    s<|>el:\n        A: 1\n    condition:\n        - sel\n        - not sel\n`) },
      'x-1',
      { 'a.yml': rule(`    x-1:\n        A: 1\n    condition:\n        - x-1\n        - not x-1\n`) },
    );
    const filter =
      'title: F\nlogsource:\n    product: windows\nfilter:\n    rules: any\n    s<|>el:\n        A: 1\n    condition: not sel\n';
    await checkRename({ 'f.yml': filter }, 'known', { 'f.yml': filter.replace('<|>', '').replaceAll('sel', 'known') });
  });

  it('leaves other documents of the file alone, and shares what documents share', async () => {
    const two = (cursor: string) =>
      `${rule('    sel:\n        A: 1\n    condition: sel\n')}---\n${rule(`    sel:\n        A: 1\n    condition: ${cursor}\n`)}`;
    const after = two('x').replace(/---\n(.*)sel:/s, (whole) => whole.replace('sel:', 'x:'));
    await checkRename({ 'a.yml': two('s<|>el') }, 'x', { 'a.yml': after });
    const shared = (name: string, condition: string) =>
      `action: global\ndetection:\n    ${name}:\n        A: 1\n---\ntitle: A\nlogsource:\n    product: windows\ndetection:\n    condition: ${condition}\n---\ntitle: B\nlogsource:\n    product: linux\ndetection:\n    condition: not ${name}\n`;
    await checkRename({ 'a.yml': shared('sel', 'se<|>l') }, 'x', { 'a.yml': shared('x', 'x') });
  });

  it('keeps what selectors select', () =>
    checkRename(
      { 'a.yml': rule(`    sel_<|>a:\n        A: 1\n    sel_b:\n        A: 2\n    condition: 1 of sel_*\n`) },
      'sel_c',
      { 'a.yml': rule(`    sel_c:\n        A: 1\n    sel_b:\n        A: 2\n    condition: 1 of sel_*\n`) },
    ));

  it.each([
    ['x', `    sel_<|>a:\n        A: 1\n    condition: 1 of sel_*\n`, "no longer select it under the name 'x'"],
    [
      'sel_x',
      `    oth<|>er:\n        A: 1\n    sel_a:\n        A: 1\n    condition: other and 1 of sel_*\n`,
      "'of sel_*' would select it",
    ],
    [
      '_a',
      `    <|>a:\n        A: 1\n    b:\n        A: 1\n    condition: all of them\n`,
      "'of them' would no longer select it",
    ],
    [
      'b',
      `    <|>a:\n        A: 1\n    b:\n        A: 1\n    condition: a and b\n`,
      "There is a selection 'b' already",
    ],
    ['b', `    <|>a:\n        A: 1\n    condition: a and b\n`, "names 'b' already"],
    ['not_a', `    <|>a:\n        A: 1\n    condition: a\n`, 'read as NOT _a'],
    ['ä', `    <|>a:\n        A: 1\n    condition: a\n`, 'letters without accents'],
    ['a b', `    <|>a:\n        A: 1\n    condition: a\n`, 'cannot be named in a condition'],
    ['them', `    <|>a:\n        A: 1\n    condition: a\n`, 'meaning of its own'],
    ['condition', `    <|>a:\n        A: 1\n    condition: a\n`, 'meaning of its own'],
    ['123', `    <|>a:\n        A: 1\n    condition: a\n`, 'read differently'],
    ['yes', `    <|>a:\n        A: 1\n    condition: a\n`, 'read differently'],
  ])('to %s is refused when the rule would mean something else', (newName, detection, reason) =>
    checkRefused({ 'a.yml': rule(detection) }, newName, reason),
  );

  it('is refused where another document shares the condition, but not the selection', () =>
    checkRefused(
      {
        'a.yml': `action: global\ndetection:\n    condition: sel\n---\ntitle: A\nlogsource:\n    product: windows\ndetection:\n    s<|>el:\n        A: 1\n---\ntitle: B\nlogsource:\n    product: linux\ndetection:\n    sel:\n        B: 1\n`,
      },
      'x',
      'Rename them together',
    ));

  it('is possible while the condition is broken', () =>
    checkRename({ 'a.yml': rule(`    s<|>el:\n        A: 1\n    condition: (sel and\n`) }, 'x', {
      'a.yml': rule(`    x:\n        A: 1\n    condition: (x and\n`),
    }));
});

describe('renaming an alias', () => {
  it('changes its name and the fields that use it', () => {
    const text = (name: string, cursor = name) =>
      `title: T\ncorrelation:\n    type: value_count\n    rules:\n        - x\n    aliases:\n        ${name}:\n            x: user\n    group-by:\n        - ${cursor}\n    condition:\n        field: '${name}'\n        gte: 2\n    timespan: 5m\n`;
    return checkRename({ 'a.yml': text('user', 'us<|>er') }, 'account.name', { 'a.yml': text('account.name') });
  });

  it('is refused for names that are taken or no text', async () => {
    const text = correlation('x').replace('- user', '- us<|>er\n        - host');
    await checkRefused({ 'a.yml': text }, 'host', "uses a field 'host'");
    await checkRefused({ 'a.yml': text }, 'yes', 'no text in YAML');
    await checkRefused({ 'a.yml': text }, 'a: b', 'no good name');
  });
});

describe('renaming a rule', () => {
  it('changes its name in all files: correlations, their aliases and conditions, filters', () => {
    const files = (name: string, cursor = name) => ({
      'a.yml': named(cursor),
      'b.yml': correlation(name),
      'c.yml': `title: T\ncorrelation:\n    type: temporal\n    rules: ['${name}']\n    timespan: 5m\n    condition: ${name} and not ${name}\n`,
      'f.yml': `title: F\nlogsource:\n    product: windows\nfilter:\n    rules:\n        - ${name}\n    sel:\n        A: 1\n    condition: not sel\n`,
      'd.yml': correlation('another'),
    });
    return checkRename(files('old_name', 'old_<|>name'), 'new_name', files('new_name'));
  });

  it('works from a mention', () => {
    const before = { 'b.yml': correlation('old').replace('- old', '- o<|>ld'), 'a.yml': named('old') };
    return checkRename(before, 'newer', { 'b.yml': correlation('newer'), 'a.yml': named('newer') });
  });

  it('changes its id in all files', () => {
    const files = (uuid: string, cursor = uuid) => ({
      'a.yml': named('x').replace(id, cursor),
      'b.yml': correlation(uuid),
      'c.yml': `${named('y').replace(id, other)}related:\n    - id: ${uuid}\n      type: similar\n`,
    });
    const newId = '11111111-2222-4333-8444-555555555555';
    return checkRename(files(id, `<|>${id}`), newId, files(newId));
  });

  it('counts open documents as they stand in the editor, and names their versions', async () => {
    const { editor, at } = await startNavigation(
      { 'a.yml': named('ol<|>d'), 'b.yml': correlation('nothing') },
      {
        workspace: { workspaceEdit: { documentChanges: true } },
      },
    );
    await editor.open(uriOf('b.yml'), correlation('nothing'));
    await editor.edit(uriOf('b.yml'), [
      { range: { start: { line: 4, character: 10 }, end: { line: 4, character: 17 } }, text: 'old' },
    ]);
    const edit = await editor.connection.sendRequest<WorkspaceEdit>('textDocument/rename', { ...at, newName: 'x' });
    const documents = edit.documentChanges?.map((change) => ('textDocument' in change ? change.textDocument : change));
    expect(documents).toEqual([
      { uri: uriOf('a.yml'), version: 1 },
      { uri: uriOf('b.yml'), version: 2 },
    ]);
  });

  it('is refused when it would make references mean another rule', async () => {
    const taken = named('taken').replace(id, other);
    await checkRefused({ 'a.yml': named('ol<|>d'), 'b.yml': taken }, 'taken', 'has this name already');
    await checkRefused(
      { 'a.yml': named('ol<|>d'), 'b.yml': correlation('ghost') },
      'ghost',
      "mentions 'ghost' already",
    );
    await checkRefused({ 'a.yml': named('ol<|>d') }, id, 'is an id, not a name');
    await checkRefused({ 'a.yml': named('ol<|>d') }, 'two words', 'no good name');
    await checkRefused({ 'a.yml': named('x').replace(id, `<|>${id}`) }, 'abc', 'no UUID');
    await checkRefused({ 'a.yml': named('x').replace(id, `<|>${id}`), 'b.yml': taken }, other, 'has this id already');
    const operand = `title: T\ncorrelation:\n    type: temporal\n    rules: [old]\n    timespan: 5m\n    condition: old\n`;
    await checkRefused({ 'a.yml': named('ol<|>d'), 'b.yml': operand }, 'a-b', 'would not be read as a name everywhere');
  });
});

describe('prepare rename', () => {
  it('names what would be renamed', async () => {
    const found = await send('prepareRename', {
      'a.yml': rule(`    "sel":\n        A: 1\n    condition: not s<|>el\n`),
    });
    expect(found).toEqual({
      placeholder: 'sel',
      range: { start: { line: 6, character: 19 }, end: { line: 6, character: 22 } },
    });
  });

  it.each([
    ['a pattern', rule(`    sel:\n        A: 1\n    condition: 1 of s<|>*\n`), 'stands for several selections'],
    ['a selection that is not there', rule(`    sel:\n        A: 1\n    condition: gho<|>st\n`), 'no selection'],
    ['a rule that is not there', correlation('x').replace('- x', '- gho<|>st'), 'nothing to rename'],
  ])('refuses %s and says why', (_, text, reason) =>
    expect(send('prepareRename', { 'a.yml': text })).rejects.toThrow(reason),
  );

  it('refuses names that several rules have', () =>
    expect(
      send('prepareRename', { 'a.yml': named('ol<|>d'), 'b.yml': named('old').replace(id, other) }),
    ).rejects.toThrow('Several rules'));

  it('is nothing for fields, values and titles', async () => {
    expect(
      await send('prepareRename', { 'a.yml': rule(`    sel:\n        Fi<|>eld: 1\n    condition: sel\n`) }),
    ).toBeNull();
    expect(await send('prepareRename', { 'a.yml': named('x').replace('title: L', 'title: L<|>') })).toBeNull();
  });
});
