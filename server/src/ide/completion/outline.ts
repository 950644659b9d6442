/**
 * The lines of a YAML text as a tree of keys and list items, by their indentation alone. Completion needs the shape of a document just
 * while it is broken: a line that makes no sense harms only itself here. What the text means is not asked; the parser knows.
 */
import type { Span } from '../../base/span.ts';
import { flowEnd } from './flow.ts';

export interface OutlineNode {
  /** `undefined` for the item of a list. */
  readonly key: string | undefined;
  /** The key without its quotes; the dash of an item. */
  readonly keySpan: Span;
  /** Column of the key or dash; a tab counts as four. */
  readonly column: number;
  readonly parent: OutlineNode | undefined;
  readonly children: OutlineNode[];
  style: 'none' | 'scalar' | 'flow' | 'block';
  /** The value as written, without the comment behind it; of several lines for flow collections and block scalars. */
  value: Span;
}

export interface OutlineDocument {
  readonly span: Span;
  readonly root: OutlineNode;
}

export interface Line {
  readonly start: number;
  /** Without the line break. */
  readonly end: number;
}

/** What stands open where a line begins: containers from the root inwards, or the value that goes on there. */
export interface LineStart {
  readonly open: readonly OutlineNode[];
  readonly inside: OutlineNode | undefined;
}

export interface Outline {
  readonly text: string;
  readonly documents: readonly OutlineDocument[];
  /** Of the line that was asked for. */
  readonly at: LineStart & { readonly line: Line; readonly document: OutlineDocument };
}

/** A key with its colon at the start of some text. */
export interface KeyMatch {
  readonly key: string;
  /** Within the text, without quotes. */
  readonly span: Span;
  /** Behind the colon. */
  readonly end: number;
  /** Where the anchor, tag or quote before the key begins, or the key itself. */
  readonly start: number;
}

/** Reads all documents of a text; `offset` chooses the line whose start is kept. */
export function readOutline(text: string, offset: number): Outline {
  const reader = new OutlineReader(text, offset);
  for (const line of linesOf(text)) reader.line(line);
  return reader.finish();
}

export function* linesOf(text: string): Generator<Line> {
  const breaks = /\r\n|\n|\r/g;
  let start = 0;
  for (let found = breaks.exec(text); found; found = breaks.exec(text)) {
    yield { start, end: found.index };
    start = breaks.lastIndex;
  }
  yield { start, end: text.length };
}

export function keyAt(text: string, first: number, end: number): KeyMatch | undefined {
  const start = skipProperties(text, first, end);
  const rest = text.slice(start, end);
  const quoted = /^(?:'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)")[ \t]*:(?=[ \t]|$)/.exec(rest);
  if (quoted) {
    const key = quoted[1]?.replaceAll("''", "'") ?? quoted[2] ?? '';
    const length = (quoted[1] ?? quoted[2] ?? '').length;
    return { key, span: { start: start + 1, end: start + 1 + length }, end: start + quoted[0].length, start: first };
  }
  if (/^(?:["'[{#&!|>%@`]|-[ \t])/.test(rest)) return undefined;
  const colon = /:(?=[ \t]|$)/.exec(rest);
  if (!colon || /[ \t]#/.test(rest.slice(0, colon.index))) return undefined;
  const key = rest.slice(0, colon.index).trimEnd();
  return { key, span: { start, end: start + key.length }, end: start + colon.index + 1, start: first };
}

/** Behind the anchor and the tag (`&a !!str`) that something begins with, and the blanks behind them. */
export function skipProperties(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text[at] === '&' || text[at] === '!')) {
    while (at < end && text[at] !== ' ' && text[at] !== '\t') at++;
    at = skipBlanks(text, at, end);
  }
  return at;
}

/** Where content ends: before the comment and the blanks that end a line. */
export function contentEnd(text: string, start: number, end: number): number {
  const rest = text.slice(start, end);
  const quoted = /^(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")/.exec(rest);
  if (quoted) return start + quoted[0].length;
  const comment = /(?:^|[ \t])#/.exec(rest);
  const length = (comment ? rest.slice(0, comment.index) : rest).trimEnd().length;
  return start + length;
}

export function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text[at] === ' ' || text[at] === '\t')) at++;
  return at;
}

/** Whether a dash that starts an item stands there. */
export function isDash(text: string, at: number, end: number): boolean {
  return text[at] === '-' && (at + 1 >= end || text[at + 1] === ' ' || text[at + 1] === '\t');
}

/** Leaves the containers in which nothing at this column can stand. A list may begin in the column of its key. */
export function closeTo(open: readonly OutlineNode[], column: number, what: 'key' | 'item'): OutlineNode[] {
  const left = [...open];
  while (left.length > 1) {
    const top = left.at(-1) as OutlineNode;
    if (top.column < column) break;
    if (what === 'item' && top.column === column && top.key !== undefined && top.style === 'none') break;
    left.pop();
  }
  return left;
}

class OutlineReader {
  readonly #text: string;
  readonly #offset: number;
  readonly #documents: OutlineDocument[] = [];
  #start = 0;
  #root: OutlineNode;
  #open: OutlineNode[];
  /** A value of several lines that is not over yet. */
  #inside: OutlineNode | undefined;
  #at: { readonly line: Line; readonly document: number; readonly start: LineStart } | undefined;
  #end = 0;

  constructor(text: string, offset: number) {
    this.#text = text;
    this.#offset = offset;
    this.#root = rootAt(0);
    this.#open = [this.#root];
  }

  line(line: Line): void {
    const { start, end } = line;
    const at = skipBlanks(this.#text, start, end);
    const isHere = start <= this.#offset && this.#offset <= end;
    if (at === start && /^(?:---|\.\.\.)(?:[ \t]|$)/.test(this.#text.slice(start, Math.min(end, start + 4))))
      this.#nextDocument(line);
    else if (!this.#continues(line, at)) {
      if (isHere) this.#keep(line);
      this.#read(line, at);
    }
    if (isHere && !this.#at) this.#keep(line);
    this.#end = end;
  }

  finish(): Outline {
    this.#close(this.#end);
    const { line, document, start } = this.#at ?? {
      line: { start: this.#end, end: this.#end },
      document: this.#documents.length - 1,
      start: { open: [this.#root], inside: undefined },
    };
    const chosen = this.#documents[document] as OutlineDocument;
    return { text: this.#text, documents: this.#documents, at: { ...start, line, document: chosen } };
  }

  #keep(line: Line): void {
    const start = { open: [...this.#open], inside: this.#inside };
    this.#at = { line, document: this.#documents.length, start };
  }

  #nextDocument({ start, end }: Line): void {
    this.#close(start);
    this.#start = Math.min(end, start + 3);
    this.#root = rootAt(this.#start);
    this.#open = [this.#root];
    this.#inside = undefined;
  }

  #close(end: number): void {
    this.#documents.push({ span: { start: this.#start, end }, root: this.#root });
  }

  /** Whether the line belongs to a block scalar, quoted scalar or flow collection that began above. */
  #continues({ start, end }: Line, at: number): boolean {
    const node = this.#inside;
    if (!node) return false;
    const isBlank = at === end;
    if (node.style !== 'block') {
      if (start < node.value.end) return true;
    } else if (isBlank || columnOf(this.#text, start, at) > node.column) {
      if (!isBlank) node.value = { start: node.value.start, end };
      return true;
    }
    this.#inside = undefined;
    return false;
  }

  #read({ start, end }: Line, first: number): void {
    const text = this.#text;
    let at = first;
    if (at === end || text[at] === '#') return;
    while (isDash(text, at, end)) {
      this.#open = closeTo(this.#open, columnOf(text, start, at), 'item');
      this.#push(undefined, { start: at, end: at + 1 }, columnOf(text, start, at));
      at = skipBlanks(text, at + 1, end);
    }
    if (at === end || text[at] === '#') return;
    const match = keyAt(text, at, end);
    if (match) {
      this.#open = closeTo(this.#open, columnOf(text, start, at), 'key');
      this.#push(match.key, match.span, columnOf(text, start, at));
      this.#value(skipBlanks(text, match.end, end), end);
    } else if (at > first) this.#value(at, end);
    else this.#goOn(columnOf(text, start, at), at, end);
  }

  #push(key: string | undefined, keySpan: Span, column: number): void {
    const parent = this.#open.at(-1) as OutlineNode;
    const value = { start: keySpan.end, end: keySpan.end };
    const node: OutlineNode = { key, keySpan, column, parent, children: [], style: 'none', value };
    parent.children.push(node);
    this.#open.push(node);
  }

  #value(from: number, end: number): void {
    const node = this.#open.at(-1) as OutlineNode;
    const start = skipProperties(this.#text, from, end);
    const stop = contentEnd(this.#text, start, end);
    node.value = { start, end: Math.max(start, stop) };
    if (stop <= start) return;
    const first = this.#text[start];
    if (first === '|' || first === '>') {
      node.style = 'block';
      this.#inside = node;
    } else if (first === '[' || first === '{') {
      node.style = 'flow';
      node.value = { start, end: flowEnd(this.#text, start, node.column) };
      if (node.value.end > end) this.#inside = node;
    } else {
      node.style = 'scalar';
      const close = quotedEnd(this.#text, start, end, node.column);
      if (close === undefined) return;
      node.value = { start, end: close };
      this.#inside = node;
    }
  }

  /** Text without a key: the next line of the value above, or a key that is being typed. */
  #goOn(column: number, start: number, end: number): void {
    const top = this.#open.at(-1) as OutlineNode;
    if (top.style === 'scalar' && column > top.column)
      top.value = { start: top.value.start, end: contentEnd(this.#text, start, end) };
  }
}

/** Behind the quote that closes a scalar on a later line; `undefined` where it is closed on its own line, or never. */
function quotedEnd(text: string, start: number, lineEnd: number, column: number): number | undefined {
  const quote = text[start];
  if ((quote !== '"' && quote !== "'") || contentEnd(text, start, lineEnd) < lineEnd) return undefined;
  const pattern = quote === "'" ? /'(?:[^']|'')*'/y : /"(?:[^"\\]|\\[\s\S])*"/y;
  pattern.lastIndex = start;
  const found = pattern.exec(text);
  const end = start + (found?.[0].length ?? 0);
  if (end <= lineEnd) return undefined;
  const isDeep = [...text.slice(lineEnd, end).matchAll(/[\r\n]([ \t]*)(?=[^\s])/g)].every(
    ([, indent]) => (indent as string).length > column,
  );
  return isDeep ? end : undefined;
}

function rootAt(offset: number): OutlineNode {
  const span = { start: offset, end: offset };
  return { key: undefined, keySpan: span, column: -1, parent: undefined, children: [], style: 'none', value: span };
}

/** How far from the start of its line something stands. Tabs are no YAML, but people type them: they count as four. */
export function columnOf(text: string, lineStart: number, at: number): number {
  let column = 0;
  for (let each = lineStart; each < at; each++) column += text.charCodeAt(each) === 9 ? 4 : 1;
  return column;
}

export function childNamed(node: OutlineNode | undefined, key: string): OutlineNode | undefined {
  return node?.children.find((child) => child.key === key);
}
