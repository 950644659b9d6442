/**
 * Writes a YAML document again: same nodes, same words, other white space and another order of keys. Scalars and flow collections are
 * taken from the text as they stand; comments and blank lines go along with the node that they belong to.
 */
import type { Span } from '../../base/span.ts';
import type { YamlDocument, YamlMap, YamlNode, YamlPair, YamlSeq } from '../../yaml/nodes.ts';
import { orderedPairs } from './key-order.ts';
import { type Columns, keptBlankLines, printFlow, printScalar } from './print-scalar.ts';
import {
  readTrivia,
  splitBanner,
  splitTrivia,
  type Trivia,
  type TriviaLine,
  withoutBlankEnd,
  withoutBlankStart,
} from './trivia.ts';
import { Unprintable } from './unprintable.ts';

/** Where a collection is printed. */
interface Place {
  readonly column: number;
  /** The keys that lead to it. */
  readonly path: readonly string[];
}

/** A value with what stands around it. */
interface Setting {
  /** A key with its colon, or a dash, with the blanks before. */
  readonly head: string;
  /** What is between head and value. */
  readonly gap: Trivia;
  /** What follows the value and belongs to it. */
  readonly tail: Trivia;
  readonly columns: Columns;
  readonly path: readonly string[];
}

export interface PrintOptions {
  /** Only the top keys that it touches are formatted, and none is moved. */
  readonly range?: Span | undefined;
  /** Moves no key. */
  readonly keepsOrder?: boolean;
}

/** The lines of a document, without line ends. */
export function printDocument(text: string, document: YamlDocument, options: PrintOptions = {}): string[] {
  const { root, span } = document;
  if (root?.kind !== 'map' || root.flow || root.pairs.length === 0)
    throw new Unprintable('is not written in lines', span);
  return new Printer(text, options).document(root, span);
}

class Printer {
  readonly #text: string;
  readonly #range: Span | undefined;
  readonly #keepsOrder: boolean;

  constructor(text: string, { range, keepsOrder = false }: PrintOptions) {
    this.#text = text;
    this.#range = range;
    this.#keepsOrder = keepsOrder || range !== undefined;
  }

  document(root: YamlMap, { start, end }: Span): string[] {
    const atLineStart = start === 0 || /[\n\ufeff]/.test(this.#text[start - 1] as string);
    const head = readTrivia(this.#text, { start, end: firstOf(root).span.start }, atLineStart);
    if (head.end !== firstOf(root).span.start) throw new Unprintable('has a tag or an anchor', root.span);
    const tail = readTrivia(this.#text, { start: this.#endOf(root, root.span.end), end });
    if (tail.end !== end) throw new Unprintable('goes on behind its end', { start: tail.end, end });
    const [banner, lead] = splitBanner(withoutBlankStart(head.lines));
    const top = comments(banner, 0, 0);
    const lines = this.#map(root, { column: 0, path: [] }, lead, { ...tail, lines: withoutBlankEnd(tail.lines) });
    return [...(atLineStart ? [] : [head.inline]), ...top, ...lines];
  }

  #map(map: YamlMap, place: Place, lead: readonly TriviaLine[], tail: Trivia): string[] {
    const column = this.#column(firstOf(map).span.start);
    const printed = new Map<YamlPair, string[]>();
    let before = lead;
    for (const [index, pair] of map.pairs.entries()) {
      const gap = this.#gapAfter(map, index) ?? tail;
      const [own, others] = splitTrivia(gap.lines, column);
      const isOutside = place.path.length === 0 && this.#range !== undefined && !overlap(pair.span, this.#range);
      const lines = isOutside
        ? [...before.map(written), ...this.#asWritten(pair), ...own.map(written)]
        : [...comments(before, column, place.column), ...this.#pair(pair, place, { ...gap, lines: own })];
      printed.set(pair, lines);
      before = others;
    }
    const ordered = this.#keepsOrder ? map.pairs : orderedPairs(map, place.path);
    const lines = ordered.flatMap((pair) => printed.get(pair) ?? []);
    return [...withoutBlankLines(lines), ...comments(before, column, place.column)];
  }

  /** What stands between a pair and the next one. */
  #gapAfter({ pairs }: YamlMap, index: number): Trivia | undefined {
    const pair = pairs[index] as YamlPair;
    const next = pairs[index + 1];
    if (!next) return undefined;
    const start = this.#endOf(pair.value, pair.span.end);
    const gap = readTrivia(this.#text, { start, end: next.key.span.start });
    if (gap.end !== next.key.span.start) throw new Unprintable('has a key with a question mark', next.span);
    return gap;
  }

  /** The lines of a pair that is not to be formatted. */
  #asWritten({ key, value, span }: YamlPair): string[] {
    const start = this.#text.lastIndexOf('\n', key.span.start - 1) + 1;
    const end = this.#endOf(value, span.end);
    const rest = /^[^\r\n]*/.exec(this.#text.slice(end))?.[0].length ?? 0;
    return this.#text.slice(start, end + rest).split(/\r?\n/);
  }

  #pair({ key, value, span }: YamlPair, { column, path }: Place, tail: Trivia): string[] {
    const colon = readTrivia(this.#text, { start: key.span.end, end: this.#text.length }).end;
    if (key.kind !== 'scalar' || this.#text[colon] !== ':') throw new Unprintable('has a complex key', key.span);
    const isAlias = value.span.start < key.span.end || value.span.end > span.end;
    const start = colon + 1;
    const gap = readTrivia(this.#text, { start, end: isAlias ? span.end : Math.max(start, value.span.start) });
    const setting: Setting = {
      head: `${spaces(column)}${this.#slice(key.span)}:`,
      gap,
      tail,
      columns: { before: this.#column(key.span.start), after: column, content: column + 4 },
      path: [...path, key.text],
    };
    return isAlias ? this.#alias({ start: gap.end, end: span.end }, setting) : this.#value(value, setting);
  }

  #seq(seq: YamlSeq, { column, path }: Place, lead: readonly TriviaLine[], tail: Trivia): string[] {
    let dash = this.#firstDash(seq);
    const oldColumn = this.#column(dash);
    const lines: string[] = [];
    let before = lead;
    for (const [index, item] of seq.items.entries()) {
      if (this.#text[dash] !== '-') throw new Unprintable('has a list that is hard to follow', item.span);
      const isAlias = item.span.start < dash || item.span.start > seq.span.end;
      const gap = readTrivia(this.#text, { start: dash + 1, end: isAlias ? seq.span.end : item.span.start });
      const end = isAlias ? this.#endOfWord(gap.end) : this.#endOf(item, item.span.end);
      const isLast = index === seq.items.length - 1;
      const after = isLast ? tail : readTrivia(this.#text, { start: end, end: seq.span.end });
      const [own, others] = splitTrivia(after.lines, oldColumn);
      const columns = { before: oldColumn, after: column, content: column + 2 };
      const setting: Setting = { head: `${spaces(column)}-`, gap, tail: { ...after, lines: own }, columns, path };
      lines.push(...comments(before, oldColumn, column));
      lines.push(...(isAlias ? this.#alias({ start: gap.end, end }, setting) : this.#value(item, setting)));
      before = others;
      dash = after.end;
    }
    return [...lines, ...comments(before, oldColumn, column)];
  }

  #value(value: YamlNode, setting: Setting): string[] {
    const { head, gap, columns } = setting;
    if (gap.end < value.span.start) throw new Unprintable('has a value that is hard to follow', value.span);
    if (value.kind !== 'scalar' && !value.flow) return this.#block(value, setting);
    const end = this.#endOf(value, value.span.end);
    const span = { start: value.span.start, end };
    const print = () =>
      value.kind === 'scalar' ? printScalar(this.#text, value, end, columns) : printFlow(this.#text, span, columns);
    const [first = '', ...others] = span.start === end ? [] : print();
    if (!gap.below || first === '') return finish([first === '' ? head : `${head} ${first}`, ...others], setting);
    const between = comments(withoutBlankStart(gap.lines), this.#column(value.span.start), columns.content);
    return finish([head + gap.inline, ...between, spaces(columns.content) + first, ...others], setting);
  }

  /** A block mapping or list; within a list it begins on the line of its dash. */
  #block(value: YamlMap | YamlSeq, { head, gap, tail, columns, path }: Setting): string[] {
    const first = value.kind === 'map' ? firstOf(value).span.start : this.#firstDash(value);
    const { start } = value.span;
    const properties = /^[&!]\S*(?:[ \t]+[&!]\S*)*/.exec(this.#text.slice(start, first))?.[0] ?? '';
    const inner = readTrivia(this.#text, { start: start + properties.length, end: first });
    if (this.#text[inner.end] === '?') throw new Unprintable('has a key with a question mark', value.span);
    if (inner.end !== first || (properties !== '' && gap.lines.length > 0)) {
      throw new Unprintable('has an anchor or a tag that is hard to follow', value.span);
    }
    const lead = properties === '' ? gap : inner;
    const title = (properties === '' ? head : `${head} ${properties}`) + lead.inline;
    const place: Place = { column: columns.content, path };
    const above = withoutBlankStart(lead.lines);
    const lines = value.kind === 'map' ? this.#map(value, place, above, tail) : this.#seq(value, place, above, tail);
    if (title !== head || !head.endsWith('-') || above.length > 0) return [title, ...lines];
    return [`${head} ${(lines[0] as string).trimStart()}`, ...lines.slice(1)];
  }

  #alias(span: Span, setting: Setting): string[] {
    if (setting.gap.below) throw new Unprintable('has an alias on a line of its own', span);
    return finish([`${setting.head} ${this.#slice(span)}`], setting);
  }

  /** Where a node ends, with the blank lines that are its content (`|+`). */
  #endOf(node: YamlNode, end: number): number {
    return end + keptBlankLines(this.#text, node, end);
  }

  /** The offset of a list's first dash, behind its anchor and tag. */
  #firstDash({ span }: YamlSeq): number {
    let at = span.start;
    while (at < span.end) {
      at = readTrivia(this.#text, { start: at, end: span.end }).end;
      if (this.#text[at] !== '&' && this.#text[at] !== '!') break;
      at = this.#endOfWord(at);
    }
    return at;
  }

  #endOfWord(start: number): number {
    let at = start;
    while (at < this.#text.length && !/\s/.test(this.#text[at] as string)) at++;
    return at;
  }

  #column(offset: number): number {
    return offset - (this.#text.lastIndexOf('\n', offset - 1) + 1);
  }

  #slice({ start, end }: Span): string {
    return this.#text.slice(start, end);
  }
}

function firstOf({ pairs }: YamlMap): YamlNode {
  return (pairs[0] as YamlPair).key;
}

function overlap(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function spaces(count: number): string {
  return ' '.repeat(count);
}

/** Adds the comments behind and below the last line of something that is no block collection. */
function finish(lines: readonly string[], { tail, columns }: Setting): string[] {
  const last = lines.at(-1) ?? '';
  return [...lines.slice(0, -1), last + tail.inline, ...comments(tail.lines, columns.before, columns.after)];
}

/** Comments keep their distance from the key or dash that they stand beside; of several blank lines one remains. */
function comments(lines: readonly TriviaLine[], before: number, after: number): string[] {
  return lines
    .filter(({ text }, index) => text !== '' || lines[index - 1]?.text !== '')
    .map(({ text, column }) => (text === '' ? '' : spaces(after + Math.max(0, column - before)) + text));
}

function written({ text, column }: TriviaLine): string {
  return text === '' ? '' : spaces(column) + text;
}

function withoutBlankLines(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line !== '');
  return first > 0 ? lines.slice(first) : lines;
}
