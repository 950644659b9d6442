/** Where the cursor stands in a document that may be broken there: below which keys, in a key or a value, in which word. */
import type { Span } from '../../base/span.ts';
import { flowPosition } from './flow.ts';
import {
  closeTo,
  columnOf,
  contentEnd,
  isDash,
  type KeyMatch,
  keyAt,
  type Outline,
  type OutlineNode,
  readOutline,
  skipBlanks,
} from './outline.ts';

export interface CursorContext {
  readonly outline: Outline;
  readonly offset: number;
  /** Keys from the root inwards, `-` for list items. For a value with its key, for a key without it. */
  readonly path: readonly string[];
  /** `item`: behind the dash of a list, where a value or the first key of a mapping may come. */
  readonly role: 'key' | 'value' | 'item';
  /** What is written there, without quotes. */
  readonly content: Span;
  readonly quote: '' | "'" | '"';
  /** The content before the cursor. */
  readonly prefix: string;
  /** Other keys of the same mapping. */
  readonly siblings: readonly string[];
  readonly flow: boolean;
  /** Inside a block scalar; `content` is then its whole text. */
  readonly block: boolean;
  /** Column at which the key or item stands. */
  readonly column: number;
  /** A key that has its colon already. */
  readonly hasColon: boolean;
}

/** `undefined` where nothing can be completed: in comments and behind markers of documents. */
export function cursorContext(text: string, offset: number): CursorContext | undefined {
  const context = contextAt(text, offset);
  if (!context) return undefined;
  // Where quotes and brackets are missing, a word may seem to begin behind the cursor or to end before it.
  const { start, end } = context.content;
  return { ...context, content: { start: Math.min(start, offset), end: Math.max(end, offset) } };
}

function contextAt(text: string, offset: number): CursorContext | undefined {
  const outline = readOutline(text, offset);
  const { line, inside } = outline.at;
  if (/^(?:---|\.\.\.)/.test(text.slice(line.start, line.end)) && offset > line.start) return undefined;
  if (inside?.style === 'block') return inBlock(outline, inside, offset);
  if (inside?.style === 'flow') return inFlow(outline, pathOf(inside), inside, offset);
  return onLine(outline, offset);
}

function onLine(outline: Outline, offset: number): CursorContext | undefined {
  const { text, at } = outline;
  const { start, end } = at.line;
  let position = skipBlanks(text, start, end);
  if (text[position] === '#' && offset > position) return undefined;
  if (offset < position) return keyContext(outline, at.open, offset, { start: offset, end: offset });
  let open = at.open;
  let dashes = 0;
  while (isDash(text, position, end) && position < offset) {
    open = [...closeTo(open, columnOf(text, start, position), 'item'), itemAt(open, text, position, start)];
    position = Math.min(skipBlanks(text, position + 1, end), Math.max(offset, position + 1));
    dashes++;
  }
  const match = keyAt(text, position, end);
  if (match && offset >= match.end) return valueContext(outline, open, offset, match, columnOf(text, start, position));
  if (isComment(text, position, offset)) return undefined;
  if (match || dashes === 0)
    return keyContext(outline, open, offset, match ? match.span : wordAt(outline, position), match);
  return scalarContext(outline, pathOf(open.at(-1)), 'item', offset, position);
}

/** A stand-in for the item that begins on the cursor's line. */
function itemAt(open: readonly OutlineNode[], text: string, position: number, lineStart: number): OutlineNode {
  const column = columnOf(text, lineStart, position);
  const parent = closeTo(open, column, 'item').at(-1);
  const keySpan = { start: position, end: position + 1 };
  const known = parent?.children.find((child) => child.keySpan.start === position);
  return known ?? { key: undefined, keySpan, column, parent, children: [], style: 'none', value: keySpan };
}

function wordAt({ text, at }: Outline, start: number): Span {
  return { start, end: contentEnd(text, start, at.line.end) };
}

function keyContext(
  outline: Outline,
  open: readonly OutlineNode[],
  offset: number,
  word: Span,
  match?: KeyMatch,
): CursorContext {
  const { text, at } = outline;
  const column = columnOf(text, at.line.start, match ? startOfKey(text, match) : word.start);
  const containers = closeTo(open, column, 'key');
  const container = containers.at(-1) as OutlineNode;
  if (!match && container.style === 'scalar' && container.column < column) return continued(outline, container, offset);
  const others = container.children.filter(
    ({ keySpan }) => keySpan.start < at.line.start || keySpan.start > at.line.end,
  );
  const siblings = others.flatMap(({ key }) => key ?? []);
  const own = container.children.filter(({ keySpan }) => keySpan.start < word.start && keySpan.start >= at.line.start);
  const quote = quoteAt(text, match ? word.start - 1 : word.start);
  const content = match || quote === '' ? word : innerOf(text, word);
  return {
    ...{ outline, offset, path: pathOf(container), role: 'key', content, quote },
    prefix: text.slice(content.start, Math.max(content.start, offset)),
    siblings: [...siblings, ...own.flatMap(({ key }) => key ?? [])],
    ...{ flow: false, block: false, column, hasColon: match !== undefined },
  };
}

function startOfKey(text: string, { span }: KeyMatch): number {
  return quoteAt(text, span.start - 1) ? span.start - 1 : span.start;
}

/** The next line of a scalar that began above. */
function continued(outline: Outline, node: OutlineNode, offset: number): CursorContext {
  const role = node.key === undefined ? 'item' : 'value';
  const context = scalarContext(outline, pathOf(node), role, offset, node.value.start);
  const end = Math.max(offset, contentEnd(outline.text, outline.at.line.start, outline.at.line.end));
  return { ...context, content: { start: context.content.start, end } };
}

function valueContext(
  outline: Outline,
  open: readonly OutlineNode[],
  offset: number,
  match: KeyMatch,
  column: number,
): CursorContext | undefined {
  const { text, at } = outline;
  const container = closeTo(open, column, 'key').at(-1);
  const path = [...pathOf(container), match.key];
  // The first line behind a colon: what is offered there brings the blank that is missing.
  const start = Math.min(skipBlanks(text, match.end, at.line.end), offset);
  if (isComment(text, start, offset)) return undefined;
  const node = container?.children.find((child) => child.keySpan.start === match.span.start);
  if (node?.style === 'flow' && offset > node.value.start) return inFlow(outline, path, node, offset);
  if (node?.style === 'block') return undefined;
  return scalarContext(outline, path, 'value', offset, start);
}

function scalarContext(
  outline: Outline,
  path: readonly string[],
  role: 'value' | 'item',
  offset: number,
  start: number,
): CursorContext {
  const { text, at } = outline;
  if (role === 'item' && (text[start] === '[' || text[start] === '{') && offset > start) {
    const value = { start, end: Math.max(offset, at.line.end) };
    const node = { ...(at.document.root as OutlineNode), value };
    return inFlow(outline, path, node, offset);
  }
  const end = Math.max(start, contentEnd(text, start, at.line.end));
  const quote = quoteAt(text, start);
  const content = quote && offset > start ? innerOf(text, { start, end }) : { start, end: Math.max(end, offset) };
  return {
    ...{ outline, offset, path, role, content, quote: offset > start ? quote : '' },
    prefix: text.slice(content.start, Math.max(content.start, offset)),
    ...{ siblings: [], flow: false, block: false, column: start - at.line.start, hasColon: false },
  };
}

function inBlock(outline: Outline, node: OutlineNode, offset: number): CursorContext {
  const lineEnd = outline.text.slice(node.value.start).search(/[\r\n]/);
  const start = lineEnd < 0 ? node.value.end : node.value.start + lineEnd;
  return {
    ...{ outline, offset, path: pathOf(node), role: node.key === undefined ? 'item' : 'value' },
    ...{ content: { start, end: Math.max(node.value.end, offset) }, quote: '' },
    prefix: outline.text.slice(start, Math.max(start, offset)),
    ...{ siblings: [], flow: false, block: true, column: node.column, hasColon: false },
  };
}

function inFlow(outline: Outline, owner: readonly string[], node: OutlineNode, offset: number): CursorContext {
  const { text } = outline;
  const { path, role, start, siblings } = flowPosition(text, node.value.start, offset);
  const quote = start < offset ? quoteAt(text, start) : '';
  const rest = /^(?:[^,\]}\r\n:]|:(?!\s|$))*/.exec(text.slice(offset))?.[0] ?? '';
  const end = quote ? innerOf(text, { start, end: lineEnd(text, offset) }).end : offset + rest.trimEnd().length;
  const content = { start: quote ? start + 1 : start, end: Math.max(offset, end) };
  return {
    ...{ outline, offset, path: [...owner, ...path], role, content, quote, siblings },
    prefix: text.slice(content.start, offset),
    ...{ flow: true, block: false, column: 0 },
    hasColon: role === 'key' && /^['"]?\s*:/.test(text.slice(content.end)),
  };
}

function lineEnd(text: string, offset: number): number {
  const found = text.slice(offset).search(/[\r\n]/);
  return found < 0 ? text.length : offset + found;
}

/** Within the quotes; the closing one may be missing. */
function innerOf(text: string, { start, end }: Span): Span {
  const quote = text[start];
  const pattern = quote === "'" ? /^'((?:[^']|'')*)'/ : /^"((?:[^"\\]|\\.)*)"/;
  const closed = pattern.exec(text.slice(start, end));
  return { start: start + 1, end: closed ? start + closed[0].length - 1 : Math.max(start + 1, end) };
}

function quoteAt(text: string, at: number): CursorContext['quote'] {
  const character = text[at];
  return character === "'" || character === '"' ? character : '';
}

function isComment(text: string, start: number, offset: number): boolean {
  const before = text.slice(start, offset);
  if (/^["']/.test(before)) return false;
  return /(?:^|[ \t])#/.test(before);
}

/** The keys that lead to a node, its own included. */
export function pathOf(node: OutlineNode | undefined): string[] {
  const path: string[] = [];
  for (let at = node; at?.parent; at = at.parent) path.unshift(at.key ?? '-');
  return path;
}
