/**
 * Text that knows where it came from. A query is made of fragments until the last step, so that templates, escaping, embedding in
 * JSON and post-processing keep the way back to the rule: a source map cannot be added afterwards.
 */
import type { Span } from '../base/span.ts';

export interface Fragment {
  readonly text: string;
  /** Place in the rule that the text came from; absent for what the target's syntax adds. */
  readonly span?: Span | undefined;
}

export type TextLike = string | QueryText;

/** One range of a query and the range of the rule that it came from. */
export interface SourceMapping {
  readonly query: Span;
  readonly rule: Span;
}

/** An immutable text of fragments. */
export class QueryText {
  readonly fragments: readonly Fragment[];
  #text: string | undefined;

  constructor(fragments: readonly Fragment[]) {
    this.fragments = fragments;
  }

  static of(text: string, span?: Span): QueryText {
    return new QueryText([span ? { text, span } : { text }]);
  }

  static from(text: TextLike): QueryText {
    return typeof text === 'string' ? QueryText.of(text) : text;
  }

  static concat(...parts: readonly TextLike[]): QueryText {
    return QueryText.concatAll(parts);
  }

  static concatAll(parts: readonly TextLike[]): QueryText {
    const fragments: Fragment[] = [];
    for (const part of parts) appendTo(fragments, part);
    return new QueryText(fragments);
  }

  static join(parts: readonly TextLike[], separator: string): QueryText {
    const fragments: Fragment[] = [];
    for (let i = 0; i < parts.length; i++) {
      if (i > 0 && separator !== '') fragments.push({ text: separator });
      appendTo(fragments, parts[i] as TextLike);
    }
    return new QueryText(fragments);
  }

  get text(): string {
    // Joined, not added up: V8 keeps a sum as a tree of its parts.
    this.#text ??= this.fragments.map(({ text }) => text).join('');
    return this.#text;
  }

  toString(): string {
    return this.text;
  }

  get length(): number {
    return this.text.length;
  }

  slice(start: number, end: number = this.length): QueryText {
    const fragments: Fragment[] = [];
    let offset = 0;
    for (const { text, span } of this.fragments) {
      const from = Math.max(start - offset, 0);
      const to = Math.min(end - offset, text.length);
      if (from < to) fragments.push({ text: text.slice(from, to), span });
      offset += text.length;
      if (offset >= end) break;
    }
    return new QueryText(fragments);
  }

  /** Replaces ranges of the text, given in ascending order and without overlap; the replacement takes over the range's span. */
  splice(edits: readonly { start: number; end: number; text: TextLike }[]): QueryText {
    if (edits.length === 0) return this;
    const parts: TextLike[] = [];
    let at = 0;
    for (const { start, end, text } of edits) {
      parts.push(this.slice(at, start));
      parts.push(typeof text === 'string' ? QueryText.of(text, this.#spanAt(start)) : text);
      at = end;
    }
    parts.push(this.slice(at));
    return QueryText.concat(...parts);
  }

  /** Applies a function that works character by character (an escape) to every fragment. */
  map(change: (text: string) => string): QueryText {
    return new QueryText(this.fragments.map(({ text, span }) => ({ text: change(text), span })));
  }

  /** The same text, all of it from one place, where fragments had none. */
  withSpan(span: Span | undefined): QueryText {
    if (!span) return this;
    return new QueryText(this.fragments.map((fragment) => (fragment.span ? fragment : { text: fragment.text, span })));
  }

  /** The text alone, when nobody will ask for its sources any more: it takes a tenth of the memory. */
  withoutSources(): QueryText {
    return QueryText.of(this.text);
  }

  /** Which range of the text came from which range of the rule; neighbours from the same place are one entry. */
  sourceMap(): SourceMapping[] {
    const map: { query: { start: number; end: number }; rule: Span }[] = [];
    let offset = 0;
    for (const { text, span } of this.fragments) {
      const end = offset + text.length;
      if (span && text !== '') {
        const last = map.at(-1);
        if (last && last.query.end === offset && last.rule.start === span.start && last.rule.end === span.end)
          last.query.end = end;
        else map.push({ query: { start: offset, end }, rule: span });
      }
      offset = end;
    }
    return map;
  }

  #spanAt(position: number): Span | undefined {
    let offset = 0;
    for (const { text, span } of this.fragments) {
      offset += text.length;
      if (position < offset) return span;
    }
    return undefined;
  }
}

function appendTo(fragments: Fragment[], part: TextLike): void {
  if (typeof part === 'string') {
    if (part !== '') fragments.push({ text: part });
    return;
  }
  for (const fragment of part.fragments) fragments.push(fragment);
}
