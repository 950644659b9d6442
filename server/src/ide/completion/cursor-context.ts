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
  skipProperties,
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
  if (!context || isAlias(text, context)) return undefined;
  // Where quotes and brackets are missing, a word may seem to begin behind the cursor or to end before it.
  const { start, end } = context.content;
  return { ...context, content: { start: Math.min(start, offset), end: Math.max(end, offset) } };
}

/** Names of anchors are not known here, and `<<` is no name. */
function isAlias(text: string, { content, quote, block }: CursorContext): boolean {
  return quote === '' && !block && /^(?:\*|<<\s*:)/.test(text.slice(content.start, content.start + 4));
}

function contextAt(text: string, offset: number): CursorContext | undefined {
  const outline = readOutline(text, offset);
  const { line, inside } = outline.at;
  if (inside?.style === 'scalar') return undefined;
  if (/^(?:---|\.\.\.)/.test(text.slice(line.start, line.end)) && offset > line.start) return undefined;
  if (inside?.style === 'block') return inBlock(outline, inside, offset);
  if (inside?.style === 'flow') return inFlow(outline, pathOf(inside), inside, offset);
  return onLine(outline, offset);
}

function onLine(outline: Outline, offset: number): CursorContext | undefined {
  const { text, at } = outline;
  const { start, end } = at.line;
  const first = skipBlanks(text, start, end);
  if (offset < first || first === end) return first < end ? undefined : onBlankLine(outline, offset);
  const { open, position, dashes } = behindDashes(outline, offset, first);
  if (position < end && /^(?:[ \t#]|[-?][ \t])/.test(text.slice(position, position + 2))) return undefined;
  const body = skipProperties(text, position, end);
  if (body > position && (offset < body || !/[ \t]/.test(text[body - 1] ?? ''))) return undefined;
  const column = columnOf(text, start, position);
  const match = keyAt(text, position, end) ?? (dashes < 2 ? gluedKey(outline, open, position, column) : undefined);
  if (match && offset >= match.end) return valueContext(outline, open, offset, match, column);
  if (isComment(text, body, offset)) return undefined;
  if (match || dashes === 0)
    return keyContext(outline, open, offset, match ? match.span : wordAt(outline, body), column, match);
  if ((open.at(-1) as OutlineNode).children.length > 0) return undefined;
  return scalarContext(outline, pathOf(open.at(-1)), 'item', offset, body);
}

/** A line of blanks, where a key may begin in the column of the others. */
function onBlankLine(outline: Outline, offset: number): CursorContext | undefined {
  const { text, at } = outline;
  const column = columnOf(text, at.line.start, offset);
  const container = closeTo(at.open, column, 'key').at(-1) as OutlineNode;
  const others = container.children;
  if (container.style === 'none' && others.length > 0 && !others.some((other) => other.column === column))
    return undefined;
  return keyContext(outline, at.open, offset, { start: offset, end: offset }, column);
}

interface Behind {
  readonly open: readonly OutlineNode[];
  readonly position: number;
  readonly dashes: number;
}

/** Behind the dashes before the cursor; the blank behind a dash may be missing. */
function behindDashes({ text, at }: Outline, offset: number, first: number): Behind {
  const { start, end } = at.line;
  let position = first;
  let open = at.open;
  let dashes = 0;
  while (isDash(text, position, end) && position < offset) {
    open = [...closeTo(open, columnOf(text, start, position), 'item'), itemAt(open, text, position, start)];
    position = Math.min(skipBlanks(text, position + 1, end), Math.max(offset, position + 1));
    dashes++;
  }
  if (dashes > 0 || position >= offset || !/^-[^-\s'"&!*]/.test(text.slice(position, position + 2)))
    return { open, position, dashes };
  const inList = closeTo(open, columnOf(text, start, position), 'item');
  const list = inList.at(-1) as OutlineNode;
  const isOtherKey = ({ key, keySpan }: OutlineNode) => key !== undefined && keySpan.start !== position;
  if (list.style !== 'none' || list.key === undefined || list.children.some(isOtherKey))
    return { open, position, dashes };
  return { open: [...inList, itemAt(open, text, position, start)], position: position + 1, dashes: 1 };
}

/** `key:value`, where the blank is missing; not where a text goes on. */
function gluedKey(
  { text, at }: Outline,
  open: readonly OutlineNode[],
  position: number,
  column: number,
): KeyMatch | undefined {
  const found = /^([A-Za-z_][\w.|-]*):(?=[\w%.])/.exec(text.slice(position, at.line.end));
  const container = closeTo(open, column, 'key').at(-1) as OutlineNode;
  if (!found || (container.style === 'scalar' && container.column < column)) return undefined;
  const key = found[1] as string;
  const span = { start: position, end: position + key.length };
  return { key, span, end: span.end + 1, start: position };
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
  column: number,
  match?: KeyMatch,
): CursorContext | undefined {
  const { text, at } = outline;
  const containers = closeTo(open, column, 'key');
  const container = containers.at(-1) as OutlineNode;
  if (!match && container.style === 'scalar' && container.column < column) return continued(outline, container, offset);
  const others = container.children.filter(
    ({ keySpan }) => keySpan.start < at.line.start || keySpan.start > at.line.end,
  );
  const siblings = others.flatMap(({ key }) => key ?? []);
  const own = container.children.filter(({ keySpan }) => keySpan.start < word.start && keySpan.start >= at.line.start);
  const quote = quoteAt(text, match ? word.start - 1 : word.start);
  if (match ? offset > word.end : offset >= word.end && isClosed(text.slice(word.start, word.end))) return undefined;
  const content = match || quote === '' ? word : innerOf(text, word);
  return {
    ...{ outline, offset, path: pathOf(container), role: 'key', content, quote },
    prefix: text.slice(content.start, Math.max(content.start, offset)),
    siblings: [...siblings, ...own.flatMap(({ key }) => key ?? [])],
    ...{ flow: false, block: false, column, hasColon: match !== undefined },
  };
}

/** The next line of a scalar that began above. */
function continued(outline: Outline, node: OutlineNode, offset: number): CursorContext | undefined {
  const role = node.key === undefined ? 'item' : 'value';
  const context = scalarContext(outline, pathOf(node), role, offset, node.value.start);
  if (!context) return undefined;
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
  const first = skipBlanks(text, match.end, at.line.end);
  const body = skipProperties(text, first, at.line.end);
  if (body > first && (offset < body || !/[ \t]/.test(text[body - 1] ?? ''))) return undefined;
  const start = Math.min(body, offset);
  if (isComment(text, start, offset)) return undefined;
  const node = container?.children.find((child) => child.keySpan.start === match.span.start);
  if (node?.style === 'flow') return offset > node.value.start ? inFlow(outline, path, node, offset) : undefined;
  if (node?.style === 'block' || (node && node.children.length > 0)) return undefined;
  return scalarContext(outline, path, 'value', offset, start);
}

function scalarContext(
  outline: Outline,
  path: readonly string[],
  role: 'value' | 'item',
  offset: number,
  start: number,
): CursorContext | undefined {
  const { text, at } = outline;
  if (role === 'item' && (text[start] === '[' || text[start] === '{') && offset > start) {
    const value = { start, end: Math.max(offset, at.line.end) };
    const node = { ...(at.document.root as OutlineNode), value };
    return inFlow(outline, path, node, offset);
  }
  const end = Math.max(start, contentEnd(text, start, at.line.end));
  const quote = quoteAt(text, start);
  if (quote && offset >= end && isClosed(text.slice(start, end))) return undefined;
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

function inFlow(
  outline: Outline,
  owner: readonly string[],
  node: OutlineNode,
  offset: number,
): CursorContext | undefined {
  const { text } = outline;
  const position = flowPosition(text, node.value.start, offset);
  if (!position) return undefined;
  const { path, role, siblings } = position;
  const start = skipProperties(text, position.start, offset);
  if (start > position.start && !/\s/.test(text[start - 1] ?? '')) return undefined;
  // Something begins behind the blanks that is no plain scalar.
  if (start === offset && /^[ \t]*(?:[[{&!*]|[ \t]["'])/.test(text.slice(offset))) return undefined;
  const quote = start < offset ? quoteAt(text, start) : '';
  const rest = /^(?:[^,[\]{}\r\n:#]|:(?!\s|$)|(?<!\s)#)*/.exec(text.slice(offset))?.[0] ?? '';
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

function isClosed(quoted: string): boolean {
  return /^(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")$/.test(quoted);
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
