/** Hover in text: a document with the cursor `<|>` goes in, Markdown comes out. */
import { expect } from 'vitest';
import type { Hover, MarkupContent, SignatureHelp } from 'vscode-languageserver-types';
import { jobsOn } from '../lsp/disk-jobs.ts';
import { connectInMemory } from '../lsp/editor.ts';
import { readMarked } from '../lsp/marked.ts';

const folder = 'file:///rules';
const uri = `${folder}/open.yml`;

export interface Shown {
  readonly markdown: string;
  /** The text that it is about. */
  readonly over: string;
}

async function ask<Answer>(method: string, marked: string, files: Readonly<Record<string, string>>) {
  const { text, cursor } = readMarked(marked);
  const disk = new Map(Object.entries(files).map(([name, content]) => [`/rules/${name}`, content]));
  const { editor } = connectInMemory({ jobs: jobsOn(disk), disk });
  await editor.initialize({ trusted: true }, [folder]);
  for (const [name, content] of Object.entries(files)) await editor.open(`${folder}/${name}`, content);
  await editor.open(uri, text, 'sigma');
  const params = { textDocument: { uri }, position: cursor ?? { line: 0, character: 0 } };
  const answer = await editor.connection.sendRequest<Answer | null>(`textDocument/${method}`, params);
  return { answer, document: editor.document(uri) };
}

/** What hovering shows; `files` are open beside the document. */
export async function hoverAt(marked: string, files: Readonly<Record<string, string>> = {}): Promise<Shown | null> {
  const { answer, document } = await ask<Hover>('hover', marked, files);
  if (!answer?.range) return null;
  return { markdown: (answer.contents as MarkupContent).value, over: document.getText(answer.range) };
}

/** Hovering shows this Markdown. */
export async function checkHover(marked: string, markdown: string, files?: Readonly<Record<string, string>>) {
  expect((await hoverAt(marked, files))?.markdown).toBe(markdown);
}

export interface ShownSignature {
  /** The label with the active parameter in brackets. */
  readonly label: string;
  readonly documentation: string;
}

export async function signatureAt(marked: string): Promise<ShownSignature | null> {
  const { answer } = await ask<SignatureHelp>('signatureHelp', marked, {});
  const signature = answer?.signatures[0];
  const active = signature?.parameters?.[answer?.activeParameter ?? 0];
  if (!signature || !active || typeof active.label === 'string') return null;
  const [start, end] = active.label;
  const label = `${signature.label.slice(0, start)}[${signature.label.slice(start, end)}]${signature.label.slice(end)}`;
  return { label, documentation: (active.documentation as MarkupContent | undefined)?.value ?? '' };
}
