/** Completion in text: a document with the cursor `<|>` goes in, labels or the edited document come out. */
import { expect } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionItem, CompletionList } from 'vscode-languageserver-types';
import { jobsOn } from '../lsp/disk-jobs.ts';
import { connectInMemory, type Editor } from '../lsp/editor.ts';
import { readMarked } from '../lsp/marked.ts';

const uri = 'file:///rules/open.yml';
export const newId = '11111111-2222-4333-8444-555555555555';
export const today = '2026-02-03';

export interface Offered {
  readonly text: string;
  readonly offset: number;
  readonly list: CompletionList;
  readonly editor: Editor;
}

/** What is offered at the cursor; `others` are further files of the workspace. */
export async function offer(marked: string, others: Readonly<Record<string, string>> = {}): Promise<Offered> {
  const { text, cursor } = readMarked(marked);
  const disk = new Map(Object.entries(others).map(([name, content]) => [`/rules/${name}`, content]));
  const { editor } = connectInMemory({ jobs: jobsOn(disk), disk, today, newId: () => newId });
  await editor.initialize(undefined, ['file:///rules']);
  for (const [name, content] of Object.entries(others)) await editor.open(`file:///rules/${name}`, content, 'sigma');
  await editor.open(uri, text, 'sigma');
  const position = cursor ?? { line: 0, character: 0 };
  const params = { textDocument: { uri }, position };
  const list = await editor.connection.sendRequest<CompletionList>('textDocument/completion', params);
  return { text, offset: TextDocument.create(uri, 'sigma', 1, text).offsetAt(position), list, editor };
}

/** Labels in the order in which an editor shows them before anything is typed. */
export function labels({ list }: Offered): string[] {
  return [...list.items]
    .sort((a, b) => compare(a.sortText ?? a.label, b.sortText ?? b.label))
    .map(({ label }) => label);
}

/** Accepting the entry `label` turns the text into `after`; placeholders of snippets stand as their defaults. */
export async function checkCompletion(
  marked: string,
  label: string,
  after: string,
  others?: Readonly<Record<string, string>>,
): Promise<CompletionItem> {
  const offered = await offer(marked, others);
  const named = offered.list.items.filter((each) => each.label === label);
  const item = named.find((each) => matches(each, offered)) ?? named[0];
  if (!item) throw new Error(`${label} is not offered, but ${labels(offered).slice(0, 40).join(', ') || 'nothing'}`);
  expect(matches(item, offered), `${label} is found by what is typed`).toBe(true);
  expect(accept(offered, item)).toBe(after);
  return item;
}

export function accept({ text, offset }: Pick<Offered, 'text' | 'offset'>, item: CompletionItem, filled = ''): string {
  const document = TextDocument.create(uri, 'sigma', 1, text);
  const edit = item.textEdit;
  if (!edit || !('range' in edit)) throw new Error(`${item.label} has no range`);
  const start = document.offsetAt(edit.range.start);
  const end = document.offsetAt(edit.range.end);
  expect(edit.range.start.line, 'the range is on one line').toBe(edit.range.end.line);
  expect(start <= offset && offset <= end, 'the range holds the cursor').toBe(true);
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const plain = item.insertTextFormat === 2 ? expand(edit.newText, filled) : edit.newText;
  const inserted = item.insertTextMode === 2 ? plain.replaceAll('\n', `\n${indent}`) : plain;
  return text.slice(0, start) + inserted + text.slice(end);
}

/** An editor keeps an entry while the letters typed so far occur in it in this order. */
function matches(item: CompletionItem, { text, offset }: Offered): boolean {
  if (!item.textEdit || !('range' in item.textEdit)) return false;
  const start = TextDocument.create(uri, 'sigma', 1, text).offsetAt(item.textEdit.range.start);
  const offered = (item.filterText ?? item.label).toLowerCase();
  let at = 0;
  for (const letter of text.slice(start, offset).toLowerCase().trimStart()) {
    at = offered.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** A snippet with its defaults, the first of its choices, and something in its empty places. */
function expand(snippet: string, filled: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\{\d+\}|\$\d+/g, filled)
    .replace(/\\([\\$}])/g, '$1');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
