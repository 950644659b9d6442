/**
 * Where a cursor stands in YAML that is just being typed: the keys and lists around it, told by lines and columns. Nodes do not help
 * there, as a half-written line is no YAML, or another one than it is going to be.
 */
import type { Span } from '../../base/span.ts';

/** A mapping or list around the cursor, by the key or position that leads into it. */
export interface BlockStep {
  /** `undefined` for an entry of a list. */
  readonly key: string | undefined;
  /** The scalars of the mapping that this step lies in, by key; empty for one in a list. */
  readonly siblings: ReadonlyMap<string, string>;
}

export interface BlockPlace {
  /** From the outermost to the innermost. */
  readonly path: readonly BlockStep[];
  /** The other keys of the mapping that the cursor is in, with what stands behind them on their lines. */
  readonly siblings: ReadonlyMap<string, string>;
  /** The key whose value the cursor is in; `undefined` when a key, or an entry of a list, is being typed. */
  readonly valueFor: string | undefined;
  /** Whether a `- ` stands before the cursor on its line. */
  readonly isEntry: boolean;
  /** Inside `[…]` or `{…}`. */
  readonly isFlow: boolean;
  /** What has been typed of the word, and where it stands up to its end behind the cursor. */
  readonly word: string;
  readonly replace: Span;
  /** What stands around the word on its line. */
  readonly line: LineAround;
  /** The column where the keys of this mapping start, and the indentation of the line. */
  readonly column: number;
  readonly indentation: number;
}

export interface LineAround {
  /** The quote that the word stands in. */
  readonly quote: '' | "'" | '"';
  /** A key that has its colon already. */
  readonly hasColon: boolean;
  /** The blank between the word and the colon or dash before it is missing. */
  readonly lacksBlank: boolean;
  /** Whether something else of the line stands behind the word, no comment. */
  readonly goesOn: boolean;
  /** In a comment, or in the name of an anchor, tag or alias. */
  readonly isOther: boolean;
}

interface Line {
  readonly start: number;
  readonly text: string;
  /** Columns of the `- ` before the content. */
  readonly dashes: readonly number[];
  readonly column: number;
  readonly key: string | undefined;
  readonly value: string;
  readonly isBlank: boolean;
}

const keyPattern = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#'"[\]{},-][^#]*?|-[^\s#][^#]*?)\s*:(?:\s+(.*))?$/;

function readLine(text: string, start: number): Line {
  const dashes: number[] = [];
  let column = text.search(/\S|$/);
  const isBlank = column === text.length || text[column] === '#';
  while (text[column] === '-' && (text[column + 1] === ' ' || column + 1 === text.length)) {
    dashes.push(column);
    column += 1 + text.slice(column + 1).search(/\S|$/);
  }
  const match = keyPattern.exec(text.slice(column));
  const key = match?.[1]?.replace(/^(["'])(.*)\1$/, '$2');
  return { start, text, dashes, column, key, value: match?.[2]?.trim() ?? '', isBlank };
}

function readLines(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length; ) {
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    lines.push(readLine(text.slice(start, stop).replace(/\r$/, ''), start));
    start = stop + 1;
  }
  return lines;
}

export function blockPlace(text: string, offset: number): BlockPlace {
  const lines = readLines(text);
  const at = lines.findLastIndex(({ start }) => start <= offset);
  const whole = lines[at] as Line;
  const before = readLine(whole.text.slice(0, offset - whole.start), whole.start);
  const isEntry = before.dashes.length > 0;
  const column = before.isBlank && !isEntry ? before.text.length : before.column;
  const block = { ...surroundings(lines, at, column, before.dashes), column, indentation: whole.text.search(/\S|$/) };
  const content = before.text.slice(Math.min(before.column, before.text.length));
  const typed = before.key === undefined ? content : before.value;
  const common = { ...block, isEntry, ...wordAt(text, offset, /\s$/.test(before.text) ? '' : typed) };
  const line = lineAround(whole, before, offset, common.replace);
  return inFlow({ ...common, line, isFlow: false, valueFor: before.key }, typed);
}

function lineAround({ start, text }: Line, before: Line, offset: number, replace: Span): LineAround {
  const ahead = text.slice(0, replace.start - start);
  const behind = text.slice(replace.end - start);
  const quote = /(?:^|[\s,[{:-])(["'])[^"']*$/.exec(ahead)?.[1] ?? '';
  const hasColon = /^["']?\s*:(?:\s|$)/.test(behind);
  const isAtStart = before.dashes.length > 0 && text.slice(before.column, offset - start) === '';
  return {
    quote: quote as LineAround['quote'],
    hasColon,
    lacksBlank: quote === '' && (isAtStart || before.key !== undefined) && /[-:]$/.test(ahead),
    goesOn: !/^["']?\s*(?:$|\s#)/.test(behind),
    isOther: quote === '' && (/^[&!*]/.test(text.slice(replace.start - start)) || isComment(ahead)),
  };
}

function wordAt(text: string, offset: number, typed: string): { word: string; replace: Span } {
  const word = /[^\s,[\]{}"']*$/.exec(typed)?.[0] ?? '';
  const rest = /^[\w.-]*/.exec(text.slice(offset))?.[0] ?? '';
  return { word, replace: { start: offset - word.length, end: offset + rest.length } };
}

function isComment(text: string): boolean {
  return /(?:^|\s)#/.test(text.replaceAll(/'[^']*'|"(?:[^"\\]|\\.)*"/g, ''));
}

/** A flow mapping or list that starts on the cursor's line becomes steps of its own. */
function inFlow(place: BlockPlace, typed: string): BlockPlace {
  const open = /^[[{]/.exec(typed)?.[0];
  if (!open || /^(?:\[[^[\]]*\]|\{[^{}]*\})\s*$/.test(typed)) return place;
  const inside = typed.slice(1);
  const into = place.valueFor === undefined ? [] : [{ key: place.valueFor, siblings: place.siblings }];
  const path = [...place.path, ...into];
  if (open === '[') {
    const next = { ...place, path: [...path, entry], siblings: none, valueFor: undefined, isFlow: true };
    return inFlow(next, lastPart(inside).trimStart());
  }
  const pairs = splitFlow(inside).map((part) => part.trim());
  const last = pairs.pop() ?? '';
  const siblings = new Map(pairs.flatMap((pair) => flowPair(pair)));
  const [pair] = flowPair(last);
  const next = { ...place, path, siblings, valueFor: pair?.[0], isFlow: true };
  return pair ? inFlow(next, pair[1]) : next;
}

const none: ReadonlyMap<string, string> = new Map();
const entry: BlockStep = { key: undefined, siblings: none };

function flowPair(text: string): [[string, string]] | [] {
  const match = /^["']?([\w.-]+)["']?\s*:(?:\s+(.*))?$/s.exec(text);
  return match ? [[match[1] ?? '', (match[2] ?? '').trim()]] : [];
}

/** Splits at the commas that lie in no inner brackets; an inner bracket that is open reaches to the end. */
function splitFlow(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if ('[{'.includes(c)) depth++;
    else if (']}'.includes(c)) depth--;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function lastPart(text: string): string {
  return splitFlow(text).at(-1) ?? '';
}

/** The steps around a mapping whose keys start at a column, found by going up line by line. */
function surroundings(
  lines: readonly Line[],
  at: number,
  column: number,
  dashes: readonly number[],
): Pick<BlockPlace, 'path' | 'siblings'> {
  const path: BlockStep[] = [];
  const state = { limit: column, inList: false };
  const siblings = siblingsOf(lines, at, column, dashes.length > 0);
  const leaveLists = (columns: readonly number[]) => {
    for (const dash of [...columns].reverse()) {
      if (dash >= state.limit) continue;
      path.unshift(entry);
      Object.assign(state, { limit: dash, inList: true });
    }
  };
  leaveLists(dashes);
  for (let i = at - 1; i >= 0 && (state.limit > 0 || state.inList); i--) {
    const line = lines[i] as Line;
    if (line.isBlank) continue;
    const isParent =
      line.column < state.limit || (state.inList && line.column === state.limit && line.dashes.length === 0);
    if (isParent && line.key !== undefined) {
      path.unshift({ key: line.key, siblings: siblingsOf(lines, i, line.column, line.dashes.length > 0, true) });
      Object.assign(state, { limit: line.column, inList: false });
      leaveLists(line.dashes);
    } else if (!state.inList && line.column === state.limit) leaveLists(line.dashes);
  }
  return { path, siblings };
}

/** The keys of the mapping that a line belongs to; `starts` when the line is the mapping's first. */
function siblingsOf(
  lines: readonly Line[],
  at: number,
  column: number,
  starts: boolean,
  own = false,
): Map<string, string> {
  const found = new Map<string, string>();
  const add = ({ key, value, column: start }: Line) => {
    if (start === column && key !== undefined) found.set(key, value);
  };
  const line = lines[at] as Line;
  if (own) add(line);
  for (let i = at - 1; i >= 0 && !starts; i--) {
    const above = lines[i] as Line;
    if (above.isBlank) continue;
    if (above.column < column) break;
    add(above);
    if (above.column === column && above.dashes.length > 0) break;
  }
  for (let i = at + 1; i < lines.length; i++) {
    const below = lines[i] as Line;
    if (below.isBlank) continue;
    if (below.column < column || below.dashes.some((dash) => dash < column)) break;
    add(below);
  }
  return found;
}
