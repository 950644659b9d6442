import { lineStartsOf, positionIn } from '../../base/line-index.ts';
import type { YamlDocument, YamlNode, YamlStream } from '../../yaml/nodes.ts';
import { contentEnd, pairEnd } from './node-ends.ts';

export interface FoldingRange {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind?: 'comment' | 'region';
}

/** What can be folded: documents, sections, selections, lists, long values, comments, and what `# region` begins. */
export function foldingRanges(stream: YamlStream): FoldingRange[] {
  const folding = new Folding(stream);
  for (const document of stream.documents) folding.document(document, stream.documents.length > 1);
  folding.comments();
  return [...folding.ranges.values()].sort((a, b) => a.startLine - b.startLine);
}

class Folding {
  /** By first line: the longest one. */
  readonly ranges = new Map<number, FoldingRange>();
  readonly #text: string;
  readonly #starts: readonly number[];
  /** Lines that are the inside of a value, where `#` begins no comment. */
  readonly #inside = new Set<number>();

  constructor({ text }: YamlStream) {
    this.#text = text;
    this.#starts = lineStartsOf(text);
  }

  document({ span, root }: YamlDocument, isOneOfMany: boolean): void {
    if (!root) return;
    this.#node(root, root.span.end);
    if (!isOneOfMany) return;
    const start = this.#text[span.start - 1] === '-' ? span.start : root.span.start;
    this.#add(start, contentEnd(root, root.span.start, root.span.end), 'region');
  }

  comments(): void {
    const regions: number[] = [];
    let first: number | undefined;
    for (let line = 0; line <= this.#starts.length; line++) {
      const comment = this.#commentAt(line);
      if (comment === undefined) {
        if (first !== undefined) this.#addLines(first, line - 1, 'comment');
        first = undefined;
      } else {
        first ??= line;
        if (/^#\s*region\b/.test(comment)) regions.push(line);
        const begin = /^#\s*endregion\b/.test(comment) ? regions.pop() : undefined;
        if (begin !== undefined) this.#addLines(begin, line, 'region');
      }
    }
  }

  #commentAt(line: number): string | undefined {
    const start = this.#starts[line];
    if (start === undefined || this.#inside.has(line)) return undefined;
    const text = this.#text.slice(start, this.#starts[line + 1] ?? this.#text.length).trim();
    return text.startsWith('#') ? text : undefined;
  }

  #node(node: YamlNode, end: number): void {
    if (node.kind === 'scalar') this.#markInside(node.span.start, Math.min(node.span.end, end));
    else if (node.kind === 'seq') {
      for (const item of node.items) {
        if (item.span.start < node.span.start || item.span.end > node.span.end) continue;
        if (item.kind !== 'scalar') this.#add(item.span.start, contentEnd(item, item.span.start, item.span.end));
        this.#node(item, item.span.end);
      }
    } else
      for (const pair of node.pairs) {
        this.#add(pair.span.start, pairEnd(pair));
        const { value } = pair;
        if (value.span.start >= pair.span.start && value.span.end <= pair.span.end) this.#node(value, pair.span.end);
      }
  }

  #markInside(start: number, end: number): void {
    const last = this.#lineOf(end);
    for (let line = this.#lineOf(start) + 1; line <= last; line++) this.#inside.add(line);
  }

  #add(start: number, end: number, kind?: FoldingRange['kind']): void {
    this.#addLines(this.#lineOf(start), this.#lineOf(end), kind);
  }

  #addLines(startLine: number, endLine: number, kind?: FoldingRange['kind']): void {
    const known = this.ranges.get(startLine);
    if (endLine <= startLine || (known && known.endLine >= endLine)) return;
    this.ranges.set(startLine, kind ? { startLine, endLine, kind } : { startLine, endLine });
  }

  #lineOf(offset: number): number {
    return positionIn(this.#starts, offset).line;
  }
}
