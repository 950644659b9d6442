import type { Span } from '../../base/span.ts';
import type { SigmaParse } from '../../sigma/parse-sigma.ts';

/** Why something is not renamed, and what to do instead. */
export interface Refusal {
  readonly refusal: string;
}

export interface FileEdits {
  readonly path: string;
  /** What the new name replaces; they do not overlap. */
  readonly spans: readonly Span[];
}

export type Renaming = { readonly files: readonly FileEdits[] } | Refusal;

/** A file of the workspace as it stands now; `undefined` when it cannot be read. */
export type LoadFile = (path: string) => SigmaParse | undefined;

export function distinctSpans(spans: readonly Span[]): Span[] {
  const byStart = new Map(spans.map((span) => [span.start, span]));
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}

/** A text with other words in some places. */
export function replaceSpans(text: string, spans: readonly Span[], by: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    pieces.push(text.slice(at, start), by);
    at = end;
  }
  return pieces.join('') + text.slice(at);
}
