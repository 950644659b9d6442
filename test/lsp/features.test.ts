import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DocumentSymbol, Hover } from 'vscode-languageserver-types';
import { connectInMemory, type Editor } from './editor.ts';

const uri = 'file:///rules/a.yml';
const rule = readFileSync(`${import.meta.dirname}/rule.yml`, 'utf8');

async function open(text = rule): Promise<Editor> {
  const { editor } = connectInMemory();
  await editor.initialize();
  await editor.open(uri, text);
  return editor;
}

/** The hover at the cursor `<|>` in the words given. */
async function hover(editor: Editor, words: string): Promise<{ markdown: string; over: string } | null> {
  const document = editor.document(uri);
  const offset = document.getText().indexOf(words.replace('<|>', '')) + words.indexOf('<|>');
  const params = { textDocument: { uri }, position: document.positionAt(offset) };
  const result = await editor.connection.sendRequest<Hover | null>('textDocument/hover', params);
  if (!result?.range) return null;
  return { markdown: (result.contents as { value: string }).value, over: document.getText(result.range) };
}

describe('the server', () => {
  it('says what it can and that positions count UTF-16 units', async () => {
    const { editor } = connectInMemory();
    const { capabilities, serverInfo } = await editor.initialize();
    expect(serverInfo?.name).toBe('sigmasmith');
    expect(capabilities).toMatchObject({
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: 2 },
    });
  });
});

describe('hover', () => {
  it.each([
    ['Image|ends<|>with:', 'endswith'],
    ['CommandLine|contains|a<|>ll', 'all'],
    ['CommandLine|<|>re', 're'],
  ])('%s explains %s', async (words, modifier) => {
    const found = await hover(await open(), words);
    expect(found?.over).toBe(modifier);
    expect(found?.markdown).toMatch(new RegExp(`^\\*\\*${modifier}\\*\\*\n\n\\w`));
  });

  it('explains a technique', async () => {
    const found = await hover(await open(), 'attack.t1505<|>.003');
    expect(found?.over).toBe('attack.t1505.003');
    expect(found?.markdown).toContain('Web Shell');
    expect(found?.markdown).toContain('https://attack.mitre.org/techniques/T1505/003');
  });

  it('says nothing about values and other YAML', async () => {
    expect(await hover(await open(), "'/<|>c'")).toBeNull();
    expect(await hover(await open('a|re: 1\n'), 'a|r<|>e')).toBeNull();
  });
});

describe('document symbols', () => {
  const outline = (symbols: readonly DocumentSymbol[], indent = ''): string =>
    symbols.map(({ name, children }) => `${indent}${name}\n${outline(children ?? [], `${indent}  `)}`).join('');

  async function symbols(editor: Editor): Promise<DocumentSymbol[]> {
    const params = { textDocument: { uri } };
    return editor.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', params);
  }

  it('are the rule, its sections, selections and fields', async () => {
    const editor = await open();
    const found = await symbols(editor);
    expect(outline(found)).toBe(`Shell Started By Web Server 🦊
  logsource
    category
    product
  detection
    selection_parent
      ParentImage|endswith
    selection_child
      Image|endswith
      CommandLine|contains|all
    filter_main_known
      CommandLine|re
    condition
`);
    expect(editor.document(uri).getText(found[0]!.selectionRange)).toBe('Shell Started By Web Server 🦊');
  });

  it('show of correlations and filters what they are about', async () => {
    const text = `title: T
correlation:
    type: temporal
    rules: [a, b, c, d]
    aliases:
        user:
            a: User
    timespan: 5m
---
title: F
filter:
    rules: any
    sel:
        A: 1
    condition: not sel
`;
    const detailed = (all: readonly DocumentSymbol[], indent = ''): string =>
      all
        .map(
          ({ name, detail = '', children = [] }) => `${indent}${name} ${detail}\n${detailed(children, `${indent}  `)}`,
        )
        .join('');
    expect(detailed(await symbols(await open(text)))).toBe(
      `T 
  correlation 
    type temporal
    rules a, b, c, …
    aliases 
      user 
    timespan 5m
F 
  filter 
    rules any
    sel 
      A 1
    condition not sel
`,
    );
  });

  it('exist for broken rules, and for each rule of a file', async () => {
    expect(
      outline(await symbols(await open('title: [a\ndetection:\n    x: 1\n---\ntitle: B\ndetection:\n    y:\n'))),
    ).toContain('B\n');
  });

  it('are none for other YAML', async () => {
    expect(await symbols(await open('services:\n  web: 1\n'))).toEqual([]);
  });
});
