/** Texts with marks: `<|>` is the cursor, `<|…|>` a range. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position, Range } from 'vscode-languageserver-types';

export interface Marked {
  readonly text: string;
  readonly cursor: Position | undefined;
  readonly ranges: readonly Range[];
}

export function readMarked(marked: string): Marked {
  const places: { readonly kind: string; readonly at: number }[] = [];
  let text = '';
  for (const piece of marked.split(/(<\|>|<\||\|>)/)) {
    if (/^(<\|>|<\||\|>)$/.test(piece)) places.push({ kind: piece, at: text.length });
    else text += piece;
  }
  const document = TextDocument.create('marked:', 'yaml', 1, text);
  const cursor = places.find(({ kind }) => kind === '<|>');
  const open: number[] = [];
  const ranges: Range[] = [];
  for (const { kind, at } of places) {
    if (kind === '<|') open.push(at);
    if (kind === '|>') ranges.push({ start: document.positionAt(open.pop() ?? 0), end: document.positionAt(at) });
  }
  return { text, cursor: cursor && document.positionAt(cursor.at), ranges };
}

/** The text with ranges marked in it; those with equal starts from the longest on. */
export function mark(text: string, ranges: readonly Range[]): string {
  const document = TextDocument.create('marked:', 'yaml', 1, text);
  const marks = ranges.flatMap(({ start, end }, index) => [
    { at: document.offsetAt(end), text: '|>', order: 0, index },
    { at: document.offsetAt(start), text: '<|', order: 1, index },
  ]);
  marks.sort((a, b) => a.at - b.at || a.order - b.order || a.index - b.index);
  let marked = '';
  let last = 0;
  for (const { at, text: sign } of marks) {
    marked += text.slice(last, at) + sign;
    last = at;
  }
  return marked + text.slice(last);
}
