/** A workspace of marked files: the one with the cursor is open, the others lie on the disk. */
import type { ClientCapabilities, Location, Range } from 'vscode-languageserver';
import { jobsOn } from './disk-jobs.ts';
import { connectInMemory, type InMemory } from './editor.ts';
import { mark, readMarked } from './marked.ts';

export type Files = Readonly<Record<string, string>>;

export const uriOf = (name: string) => `file:///rules/${name}`;

export interface NavigationSession extends InMemory {
  readonly texts: ReadonlyMap<string, string>;
  readonly disk: Map<string, string>;
  /** The open document and the cursor in it. */
  readonly at: {
    readonly textDocument: { readonly uri: string };
    readonly position: { line: number; character: number };
  };
  /** The files with these ranges marked; those without any are left out. */
  mark(locations: readonly Location[]): Record<string, string>;
}

export async function startNavigation(files: Files, capabilities?: ClientCapabilities): Promise<NavigationSession> {
  const marked = new Map(Object.entries(files).map(([name, text]) => [name, readMarked(text)]));
  const texts = new Map([...marked].map(([name, { text }]) => [name, text]));
  const disk = new Map([...texts].map(([name, text]) => [`/rules/${name}`, text]));
  const memory = connectInMemory({ jobs: jobsOn(disk), disk });
  await memory.editor.initialize(undefined, ['file:///rules'], capabilities);
  const [open, { cursor }] = [...marked].find((entry) => entry[1].cursor) ?? [...marked][0]!;
  await memory.editor.open(uriOf(open), texts.get(open)!);
  const at = { textDocument: { uri: uriOf(open) }, position: cursor ?? { line: 0, character: 0 } };
  return { ...memory, texts, disk, at, mark: (locations) => markAll(texts, locations) };
}

function markAll(texts: ReadonlyMap<string, string>, locations: readonly Location[]): Record<string, string> {
  const byName = new Map<string, Range[]>();
  for (const { uri, range } of locations) {
    const name = decodeURIComponent(uri).slice('file:///rules/'.length);
    byName.set(name, [...(byName.get(name) ?? []), range]);
  }
  return Object.fromEntries([...byName].map(([name, ranges]) => [name, mark(texts.get(name) ?? '', ranges)]));
}

/** The files without the cursor, of those only the ones with a range. */
export function expected(files: Files): Record<string, string> {
  const found = Object.entries(files).map(([name, text]) => [name, text.replaceAll('<|>', '')] as const);
  return Object.fromEntries(found.filter(([, text]) => text.includes('<|')));
}
