import type { SigmaStringPart } from '../sigma/types/sigma-type.ts';

/** Literal pieces and single wildcards between two `*`. */
type Segment = readonly (string | null)[];

/**
 * A whole-text match for a Sigma string with wildcards: `*` is any text, `?` one character (code point). `null` parts (unresolved placeholders) never match.
 * Runs in time proportional to text × pattern at worst; there is no backtracking over several `*`.
 */
export function compileWildcard(
  parts: readonly SigmaStringPart[],
  fold: (text: string) => string,
): (text: string) => boolean {
  const segments = splitSegments(parts, fold);
  if (segments === undefined) return () => false;
  const first = segments[0] as Segment;
  if (segments.length === 1) return (text) => matchAt(first, text, 0) === text.length;
  const last = segments[segments.length - 1] as Segment;
  const middle = segments.slice(1, -1);
  return (text) => {
    let at = matchAt(first, text, 0);
    for (const segment of middle) {
      if (at < 0) return false;
      at = findSegment(segment, text, at);
    }
    return at >= 0 && endsWithSegment(last, text, at);
  };
}

function splitSegments(parts: readonly SigmaStringPart[], fold: (text: string) => string): Segment[] | undefined {
  const segments: (string | null)[][] = [[]];
  for (const part of parts) {
    if (part.kind === 'placeholder') return undefined;
    if (part.kind === 'plain') segments.at(-1)?.push(fold(part.text));
    else if (part.wildcard === '?') segments.at(-1)?.push(null);
    else segments.push([]);
  }
  return segments;
}

/** End of the match that begins at `at`, or -1. */
function matchAt(segment: Segment, text: string, at: number): number {
  let position = at;
  for (const piece of segment) {
    if (piece === null) {
      if (position >= text.length) return -1;
      position += (text.codePointAt(position) as number) > 0xffff ? 2 : 1;
    } else {
      if (!text.startsWith(piece, position)) return -1;
      position += piece.length;
    }
  }
  return position;
}

function findSegment(segment: Segment, text: string, from: number): number {
  if (segment.length === 0) return from;
  const lead = segment[0];
  for (let start = from; start <= text.length; start++) {
    if (typeof lead === 'string') {
      start = text.indexOf(lead, start);
      if (start < 0) return -1;
    }
    const end = matchAt(segment, text, start);
    if (end >= 0) return end;
  }
  return -1;
}

function endsWithSegment(segment: Segment, text: string, from: number): boolean {
  if (segment.length === 0) return true;
  if (segment.length === 1 && typeof segment[0] === 'string') {
    return text.length - segment[0].length >= from && text.endsWith(segment[0]);
  }
  for (let start = from; start <= text.length; start++) {
    if (matchAt(segment, text, start) === text.length) return true;
  }
  return false;
}
