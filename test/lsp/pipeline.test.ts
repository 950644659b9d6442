/** Processing pipelines in the editor: what counts as one, what is said about it. */

import { describe, expect, it } from 'vitest';
import type {
  CompletionList,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  SelectionRange,
} from 'vscode-languageserver-types';
import { connectInMemory } from './editor.ts';

const uri = 'file:///rules/p.yml';
const pipeline = 'name: p\npriority: 1\ntransformations:\n  - id: a\n    type: set_stat\n    key: x\n    val: 1\n';

async function opened(text: string, languageId = 'yaml') {
  const { editor, timers } = connectInMemory();
  await editor.initialize();
  await editor.open(uri, text, languageId);
  await editor.settle();
  timers.advance(10_000);
  await editor.settle();
  return { editor, timers };
}

describe('a pipeline file', () => {
  it('is checked where it is wrong, and again after an edit', async () => {
    const { editor, timers } = await opened(pipeline);
    expect(editor.squiggles(uri)).toEqual(['4:10-18 sigma-configuration-error «set_stat»']);
    await editor.replace(uri, 'set_stat', 'set_state');
    await editor.settle();
    timers.advance(10_000);
    await editor.settle();
    expect(editor.squiggles(uri)).toEqual([]);
  });

  it('stays one while it is typed', async () => {
    const { editor, timers } = await opened(pipeline);
    await editor.replace(uri, 'transformations', 'transform');
    await editor.settle();
    timers.advance(10_000);
    await editor.settle();
    expect(editor.squiggles(uri)).toContain('2:0-9 sigma-configuration-error «transform»');
  });

  it('has a hover and an outline', async () => {
    const { editor } = await opened(pipeline);
    const textDocument = { uri };
    const position = { line: 1, character: 2 };
    const hover = await editor.connection.sendRequest<Hover>('textDocument/hover', { textDocument, position });
    expect(hover.contents).toMatchObject({ kind: 'markdown' });
    const symbols = await editor.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument,
    });
    expect(symbols.map(({ name }) => name)).toEqual(['p']);
  });

  it('has completion, definitions, folding and growing selections', async () => {
    const applied = '    rule_conditions:\n      - type: processing_item_applied\n        processing_item_id: a\n';
    const { editor } = await opened(`${pipeline}  - type: case\n${applied}`);
    const textDocument = { uri };
    const ask = <Answer>(method: string, params: object) =>
      editor.connection.sendRequest<Answer>(`textDocument/${method}`, { textDocument, ...params });
    const { items } = await ask<CompletionList>('completion', { position: { line: 4, character: 18 } });
    expect(items.map(({ label }) => label)).toContain('set_state');
    const definition = await ask<Location[]>('definition', { position: { line: 10, character: 28 } });
    expect(definition.map(({ range }) => range.start.line)).toEqual([3]);
    expect((await ask<FoldingRange[]>('foldingRange', {})).map(({ startLine }) => startLine)).toContain(2);
    const [selection] = await ask<SelectionRange[]>('selectionRange', { positions: [{ line: 4, character: 12 }] });
    expect(editor.document(uri).getText(selection?.range)).toBe('set_stat');
  });

  it('is none of the Sigma documents, also where all YAML files count as Sigma', async () => {
    const { editor } = await opened(pipeline, 'sigma');
    expect(editor.squiggles(uri)).toEqual(['4:10-18 sigma-configuration-error «set_stat»']);
    expect(editor.statuses.at(-1)?.sigmaDocuments ?? []).toEqual([]);
  });
});

describe('other YAML', () => {
  it.each([
    [
      'a workflow',
      'name: CI\non: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm test\n',
    ],
    ['a playbook', '- hosts: all\n  vars:\n    a: 1\n  tasks: []\n'],
    ['variables', 'vars:\n  a: 1\nname: x\n'],
    ['a mapping of data', 'name: x\nversion: 1\nsource: {}\ntransformations:\n  - kind: rename\n    from: a\n'],
    ['a collector', 'receivers: {}\nprocessors:\n  transform:\n    transformations: []\n'],
  ])('such as %s is no pipeline', async (_name, text) => {
    const { editor } = await opened(text);
    expect(editor.shown(uri)).toBeUndefined();
  });

  it('is one when the project names it', async () => {
    const config = 'targets:\n  - {name: x, target: splunk, pipelines: [p.yml]}\n';
    const { editor, timers } = connectInMemory({ disk: new Map([['/rules/.sigmasmith.yml', config]]) });
    await editor.initialize(undefined, ['file:///rules']);
    await editor.open(uri, 'nmae: x\n');
    await editor.settle();
    timers.advance(10_000);
    await editor.settle();
    expect(editor.squiggles(uri)).toEqual(['0:0-4 sigma-configuration-error «nmae»']);
  });
});
