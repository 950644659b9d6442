/** Formatting, code actions, semantic tokens, inlay hints and edits of a rule's head, through the protocol: text in, text out. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction, InlayHint, Range, TextDocumentEdit, TextEdit } from 'vscode-languageserver-types';
import { tokenTypes } from '../../server/src/ide/semantic-tokens/legend.ts';
import { editRuleRequest, listTagsRequest, type TagChoice } from '../../server/src/protocol/rule-edits.ts';
import { connectInMemory, type Editor } from './editor.ts';

const uri = 'file:///rules/a.yml';
const rule = readFileSync(`${import.meta.dirname}/rule.yml`, 'utf8');

const versionedEdits = { workspace: { workspaceEdit: { documentChanges: true } } };

async function open(text: string, options: unknown = {}, capabilities = versionedEdits): Promise<Editor> {
  const { editor } = connectInMemory();
  await editor.initialize(options, [], capabilities);
  await editor.open(uri, text);
  return editor;
}

const textDocument = { uri };
const options = { tabSize: 2, insertSpaces: true };

function apply(editor: Editor, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(editor.document(uri), [...edits]);
}

/** The range of the words, which occur once. */
function rangeOf(editor: Editor, words: string): Range {
  const document = editor.document(uri);
  const start = document.getText().indexOf(words);
  expect(start).toBeGreaterThanOrEqual(0);
  return { start: document.positionAt(start), end: document.positionAt(start + words.length) };
}

const everything: Range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

describe('formatting', () => {
  const messy = `level: high\ntitle: A\nlogsource:\n  product: windows\ndetection:\n  a: {x: 1} # why\n  condition: a\n`;
  const neat = `title: A\nlogsource:\n    product: windows\ndetection:\n    a: {x: 1} # why\n    condition: a\nlevel: high\n`;

  it('gives edits to the formatted text', async () => {
    const editor = await open(messy);
    const edits = await editor.connection.sendRequest<TextEdit[]>('textDocument/formatting', { textDocument, options });
    expect(apply(editor, edits)).toBe(neat);
  });

  it('of a range touches no other key', async () => {
    const editor = await open(messy);
    const range = rangeOf(editor, 'product');
    const params = { textDocument, range, options };
    const edits = await editor.connection.sendRequest<TextEdit[]>('textDocument/rangeFormatting', params);
    expect(apply(editor, edits)).toBe(messy.replace('  product', '    product'));
  });

  it('of broken YAML and of other YAML changes nothing, and says why', async () => {
    const editor = await open('detection:\n  a: [1\n');
    const told: string[] = [];
    editor.connection.onNotification(
      'window/showMessage',
      ({ message }: { message: string }) => void told.push(message),
    );
    editor.connection.onRequest('window/showMessageRequest', ({ message }: { message: string }) => {
      told.push(message);
      return null;
    });
    const request = () =>
      editor.connection.sendRequest<TextEdit[]>('textDocument/formatting', { textDocument, options });
    expect(await request()).toEqual([]);
    expect(await request()).toEqual([]);
    await editor.settle();
    expect(told).toEqual([expect.stringMatching(/^Not formatted, because the YAML cannot be read: /)]);
    const other = await open('services:\n  web: 1\n');
    expect(await other.connection.sendRequest('textDocument/formatting', { textDocument, options })).toEqual([]);
  });
});

describe('code actions', () => {
  const mistakes = `title: A
id: 5b9d4a5e-9f2b-4a3b-8d8f-0a4c7e0f3c55
status: experimentl
tags:
    - attack.execution
    - attack.execution
    - attack.t1059
    - attack.t1059
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        CommandLine: '*abc*'
        Image: '*\\a.exe'
    unused:
        Image: x
    condition: selection
level: hgh
`;

  async function actions(editor: Editor, range: Range, only?: readonly string[]): Promise<CodeAction[]> {
    const context = { diagnostics: editor.shown(uri) ?? [], ...(only && { only }) };
    return editor.connection.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument, range, context });
  }

  async function applied(editor: Editor, action: CodeAction | undefined): Promise<string> {
    const chosen =
      action?.edit || !action?.data
        ? action
        : await editor.connection.sendRequest<CodeAction>('codeAction/resolve', action);
    const [change] = (chosen?.edit?.documentChanges ?? []) as TextDocumentEdit[];
    expect(change?.textDocument).toEqual({ uri, version: editor.document(uri).version });
    return apply(editor, change?.edits as TextEdit[]);
  }

  it('mend what is wrong at the place, and only there', async () => {
    const editor = await open(mistakes);
    const found = await actions(editor, rangeOf(editor, 'experimentl'), ['quickfix']);
    expect(found.map(({ title }) => title)).toContain("Use 'experimental'");
    const fix = found.find(({ title }) => title === "Use 'experimental'");
    expect(fix?.diagnostics?.[0]).toMatchObject({ code: 'sigma-status-error' });
    expect(await applied(editor, fix)).toBe(mistakes.replace('experimentl', 'experimental'));
    expect(found.some(({ title }) => title.includes('high'))).toBe(false);
  });

  it('fix all safe problems on saving', async () => {
    const editor = await open(mistakes);
    const [action, ...others] = await actions(editor, everything, ['source.fixAll']);
    expect(others).toEqual([]);
    expect(action?.kind).toBe('source.fixAll.sigmasmith');
    const fixed = await applied(editor, action);
    expect(fixed).toContain('tags:\n    - attack.execution\n    - attack.t1059\nlogsource');
    expect(fixed).toContain('status: experimentl\n');
    expect(await actions(editor, everything, ['source.organizeImports'])).toEqual([]);
  });

  it('fix all of one check when chosen, from any place of it', async () => {
    const editor = await open(mistakes);
    const found = await actions(editor, rangeOf(editor, 'attack.t1059\nlogsource'), ['quickfix']);
    const all = found.find(({ title }) => title === "Fix all 'duplicate_tag' in this file");
    expect(all?.edit).toBeUndefined();
    expect(await applied(editor, all)).toContain('tags:\n    - attack.execution\n    - attack.t1059\nlogsource');
  });

  it('silence a check on a line or in the file, and adds to comments that are there', async () => {
    const editor = await open(mistakes);
    const disable = async (suffix: string) => {
      const found = await actions(editor, rangeOf(editor, 'unused'), ['quickfix']);
      return applied(
        editor,
        found.find(({ title }) => title.endsWith(suffix)),
      );
    };
    const line = await disable("Disable 'dangling_detection' for this line");
    expect(line).toBe(
      mistakes.replace('    unused', '    # sigmasmith-disable-next-line dangling_detection\n    unused'),
    );
    expect(await disable("'dangling_detection' in this file")).toBe(
      `# sigmasmith-disable dangling_detection\n${mistakes}`,
    );
    await editor.edit(uri, [
      {
        range: everything,
        text: mistakes.replace('    unused', '    # sigmasmith-disable-next-line x -- y\n    unused'),
      },
    ]);
    expect(await disable('for this line')).toContain(
      '    # sigmasmith-disable-next-line x, dangling_detection -- y\n    unused',
    );
  });

  it('offer a new id and today’s date on the lines of the head', async () => {
    const editor = await open(rule);
    const found = await actions(editor, rangeOf(editor, 'id: 5b9d'), ['refactor']);
    expect(found.map(({ command }) => command?.command)).toEqual(['sigmasmith.generateId']);
    const title = await actions(editor, rangeOf(editor, 'title:'), ['refactor.rewrite']);
    expect(title.map(({ title: words }) => words)).toEqual([
      ...['Replace id with a new one', 'Set modified date to today', 'Add ATT&CK tag…'],
    ]);
    expect(await actions(editor, rangeOf(editor, 'Administration pages'), ['refactor'])).toEqual([]);
  });

  it('are plain edits where the editor knows no versions, and are left alone without something to make', async () => {
    const editor = await open(mistakes, {}, { workspace: { workspaceEdit: { documentChanges: false } } });
    const [fix] = await actions(editor, rangeOf(editor, 'experimentl'), ['quickfix']);
    expect(fix?.edit?.changes?.[uri]).toEqual([{ range: rangeOf(editor, 'experimentl'), newText: 'experimental' }]);
    const plain = { title: 'x' };
    expect(await editor.connection.sendRequest('codeAction/resolve', plain)).toEqual(plain);
  });

  it('are none for other YAML', async () => {
    expect(await actions(await open('services:\n  web: 1\n'), everything)).toEqual([]);
  });
});

describe('semantic tokens', () => {
  interface Answer {
    readonly resultId?: string;
    readonly data?: number[];
    readonly edits?: { readonly start: number; readonly deleteCount: number; readonly data?: number[] }[];
  }

  function words(editor: Editor, data: readonly number[]): string[] {
    const found: string[] = [];
    let line = 0;
    let character = 0;
    for (let i = 0; i < data.length; i += 5) {
      const [down, right, length, type] = data.slice(i, i + 4) as [number, number, number, number];
      character = down === 0 ? character + right : right;
      line += down;
      const range = { start: { line, character }, end: { line, character: character + length } };
      found.push(`${editor.document(uri).getText(range)} ${tokenTypes[type]}`);
    }
    return found;
  }

  it('come whole, as differences, and for a range', async () => {
    const editor = await open(rule);
    const full = await editor.connection.sendRequest<Answer>('textDocument/semanticTokens/full', { textDocument });
    const before = words(editor, full.data ?? []);
    expect(before).toEqual(
      expect.arrayContaining([
        'ParentImage property',
        'endswith sigmaModifier',
        'of keyword',
        '^ sigmaRegexQuantifier',
      ]),
    );
    await editor.replace(uri, 'not 1 of', 'not all of');
    const params = { textDocument, previousResultId: full.resultId };
    const delta = await editor.connection.sendRequest<Answer>('textDocument/semanticTokens/full/delta', params);
    const data = [...(full.data ?? [])];
    for (const { start, deleteCount, data: put = [] } of delta.edits ?? []) data.splice(start, deleteCount, ...put);
    const fresh = await editor.connection.sendRequest<Answer>('textDocument/semanticTokens/full', { textDocument });
    expect(data).toEqual(fresh.data);
    expect(delta.edits).toHaveLength(1);
    const range = rangeOf(editor, 'product: windows');
    const part = await editor.connection.sendRequest<Answer>('textDocument/semanticTokens/range', {
      textDocument,
      range,
    });
    expect(words(editor, part.data ?? [])).toEqual(['process_creation enumMember', 'windows enumMember']);
    const stale = await editor.connection.sendRequest<Answer>('textDocument/semanticTokens/full/delta', {
      textDocument,
      previousResultId: 'x',
    });
    expect(stale.data).toEqual(fresh.data);
  });
});

describe('inlay hints', () => {
  async function hints(text: string, settings: unknown = {}, range = everything): Promise<string[]> {
    const editor = await open(text, settings);
    const params = { textDocument, range };
    const found = await editor.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', params);
    return found.map(({ position, label }) => `${position.line}:${position.character} ${label}`);
  }

  const text = `title: A
tags:
    - attack.t1059.001
    - attack.t1562.001
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        CommandLine|windash|contains:
            - ' -enc '
            - 'plain'
        Image|base64offset|contains: 'abc'
        EventID: 4688
    condition: selection
`;

  it('name techniques, events of log sources, and count variants', async () => {
    expect(await hints(text)).toEqual([
      '2:22 PowerShell',
      expect.stringMatching(/^3:22 now T1685/),
      '5:30 Sysmon 1, Security 4688',
      '10:22 → 5 variants',
      '12:42 → 3 variants',
      expect.stringMatching(/^13:21 .*[Pp]rocess/),
    ]);
  });

  it('are those of the range and of the kinds that are wanted', async () => {
    const range = { start: { line: 9, character: 0 }, end: { line: 10, character: 30 } };
    expect(await hints(text, {}, range)).toEqual(['10:22 → 5 variants']);
    const settings = { inlayHints: { variants: false, logSources: false } };
    expect((await hints(text, settings)).map((hint) => hint.split(':')[0])).toEqual(['2', '3']);
  });

  it('are none for other YAML and broken rules keep theirs', async () => {
    expect(await hints('services:\n  web: 1\n')).toEqual([]);
    expect(await hints(text.replace('condition: selection', 'condition: (sel'))).toHaveLength(6);
  });
});

describe('edits of a rule', () => {
  async function edited(text: string, change: unknown, line = 0): Promise<string | null> {
    const editor = await open(text);
    const params = { uri, position: { line, character: 0 }, change };
    const edits = await editor.connection.sendRequest<TextEdit[] | null>(editRuleRequest.method, params);
    return edits && apply(editor, edits);
  }

  it.each([
    ['in place of the old one', "title: A\nid: 'x' # id\ndetection: {}\n", 'title: A\nid: new # id\ndetection: {}\n'],
    [
      'behind the keys before it',
      'title: A # t\r\nstatus: test\r\ndetection: {}\r\n',
      'title: A # t\r\nid: new\r\nstatus: test\r\ndetection: {}\r\n',
    ],
    ['before all others', 'detection: {}\n', 'id: new\ndetection: {}\n'],
    ['where the value is missing', 'title: A\nid:\ndetection: {}\n', 'title: A\nid: new\ndetection: {}\n'],
  ])('set the id %s', async (_name, before, after) => {
    expect(await edited(before, { kind: 'id', id: 'new' })).toBe(after);
  });

  it('set the modified date behind the date, of the document at the cursor', async () => {
    const two = 'title: A\ndetection: {}\n---\ntitle: B\ndate: 2025-01-01\nlevel: low\ndetection: {}';
    expect(await edited(two, { kind: 'modified', date: '2026-01-02' }, 4)).toBe(
      'title: A\ndetection: {}\n---\ntitle: B\ndate: 2025-01-01\nmodified: 2026-01-02\nlevel: low\ndetection: {}',
    );
    expect(await edited('modified: 2025/01/01\ndetection: {}\n', { kind: 'modified', date: '2026-01-02' })).toBe(
      'modified: 2026-01-02\ndetection: {}\n',
    );
  });

  it.each([
    ['tags:\n  - a.b # x\ndetection: {}\n', 'tags:\n  - a.b # x\n  - attack.t1\ndetection: {}\n'],
    ['tags: [a.b]\ndetection: {}\n', 'tags: [a.b, attack.t1]\ndetection: {}\n'],
    ['tags: []\ndetection: {}\n', 'tags: [attack.t1]\ndetection: {}\n'],
    ['tags:\ndetection: {}\n', 'tags:\n    - attack.t1\ndetection: {}\n'],
    ['date: 2025-01-01\ndetection: {}\n', 'date: 2025-01-01\ntags:\n    - attack.t1\ndetection: {}\n'],
    ['tags:\n- attack.t1\ndetection: {}\n', 'tags:\n- attack.t1\ndetection: {}\n'],
  ])('add a tag: %j', async (before, after) => {
    expect(await edited(before, { kind: 'tag', tag: 'attack.t1' })).toBe(after);
  });

  it('are none for other YAML; tags of ATT&CK are listed', async () => {
    expect(await edited('services: 1\n', { kind: 'id', id: 'new' })).toBeNull();
    const editor = await open(rule);
    const tags = await editor.connection.sendRequest<TagChoice[]>(listTagsRequest.method, {});
    expect(tags.find(({ tag }) => tag === 'attack.t1059.001')?.name).toBe(
      'Command and Scripting Interpreter: PowerShell',
    );
    expect(tags[0]?.tag).toMatch(/^attack\.[a-z-]+$/);
  });
});
