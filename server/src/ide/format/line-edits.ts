/** Few and small edits from one text to another, so that cursors and folded ranges stay where they are. */
import type { TextEdit } from '../../lint/define-rule.ts';

interface Line {
  readonly start: number;
  /** With its line end. */
  readonly text: string;
}

/** Edits in the order of the text; none overlap. */
export function lineEdits(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  const old = linesOf(before);
  const fresh = linesOf(after);
  const edits: TextEdit[] = [];
  for (const { from, to, freshFrom, freshTo } of changedLines(old, fresh)) {
    const start = old[from]?.start ?? before.length;
    const end = old[to]?.start ?? before.length;
    const newStart = fresh[freshFrom]?.start ?? after.length;
    const newEnd = fresh[freshTo]?.start ?? after.length;
    edits.push(
      ...pairedEdits(
        old.slice(from, to),
        fresh.slice(freshFrom, freshTo),
        { start, end },
        after.slice(newStart, newEnd),
      ),
    );
  }
  return edits;
}

/** The text after edits that are in its order. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { span, newText } of edits) {
    parts.push(text.slice(at, span.start), newText);
    at = span.end;
  }
  return parts.join('') + text.slice(at);
}

/** As many lines as before: each is changed on its own. */
function pairedEdits(
  old: readonly Line[],
  fresh: readonly Line[],
  span: TextEdit['span'],
  newText: string,
): TextEdit[] {
  if (old.length !== fresh.length || old.length === 0) return [{ span, newText }];
  return old.flatMap(({ start, text }, index) => {
    const replacement = (fresh[index] as Line).text;
    return text === replacement ? [] : [trimmed(start, text, replacement)];
  });
}

/** Without what the two lines have in common at their ends; never cuts a surrogate pair or CRLF. */
function trimmed(start: number, oldLine: string, freshLine: string): TextEdit {
  const hasSameEnd = lineEnd(oldLine) === lineEnd(freshLine);
  const before = hasSameEnd ? withoutLineEnd(oldLine) : oldLine;
  const after = hasSameEnd ? withoutLineEnd(freshLine) : freshLine;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head] && isCuttable(before, head)) head++;
  let tail = 0;
  while (
    tail < shorter - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail] &&
    isCuttable(before, before.length - 1 - tail)
  )
    tail++;
  const span = { start: start + head, end: start + before.length - tail };
  return { span, newText: after.slice(head, after.length - tail) };
}

function isCuttable(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return c !== 13 && c !== 10 && (c & 0xf800) !== 0xd800;
}

function lineEnd(line: string): string {
  return /\r?\n$/.exec(line)?.[0] ?? '';
}

function withoutLineEnd(line: string): string {
  return line.slice(0, line.length - lineEnd(line).length);
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline + 1;
    lines.push({ start, text: text.slice(start, end) });
    start = end;
  }
  return lines;
}

interface Change {
  readonly from: number;
  readonly to: number;
  readonly freshFrom: number;
  readonly freshTo: number;
}

/** How many lines may differ before all lines between the first and the last difference are replaced together. */
const differenceLimit = 600;

function changedLines(old: readonly Line[], fresh: readonly Line[]): Change[] {
  const same = (a: number, b: number) => old[a]?.text === fresh[b]?.text;
  let head = 0;
  while (head < old.length && head < fresh.length && same(head, head)) head++;
  let tail = 0;
  while (tail < old.length - head && tail < fresh.length - head && same(old.length - 1 - tail, fresh.length - 1 - tail))
    tail++;
  const from = head;
  const to = old.length - tail;
  const freshTo = fresh.length - tail;
  const path = shortestPath(to - from, freshTo - from, (a, b) => same(from + a, from + b));
  if (!path) return [{ from, to, freshFrom: from, freshTo }];
  const changes: Change[] = [];
  let a = 0;
  let b = 0;
  for (const [nextA, nextB] of [...path, [to - from, freshTo - from] as const]) {
    if (nextA > a || nextB > b) {
      changes.push({ from: from + a, to: from + nextA, freshFrom: from + b, freshTo: from + nextB });
    }
    a = nextA + 1;
    b = nextB + 1;
  }
  return changes;
}

/** The pairs of equal lines that a shortest edit script keeps (Myers); `undefined` beyond the limit. */
function shortestPath(
  n: number,
  m: number,
  same: (a: number, b: number) => boolean,
): (readonly [number, number])[] | undefined {
  const limit = Math.min(n + m, differenceLimit);
  const offset = limit + 1;
  const furthest = new Int32Array(2 * limit + 3);
  const trace: Int32Array[] = [];
  for (let d = 0; d <= limit; d++) {
    trace.push(furthest.slice());
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (furthest[offset + k - 1] as number) < (furthest[offset + k + 1] as number));
      let x = down ? (furthest[offset + k + 1] as number) : (furthest[offset + k - 1] as number) + 1;
      while (x < n && x - k < m && same(x, x - k)) x++;
      furthest[offset + k] = x;
      if (x >= n && x - k >= m) return backtrack(trace, { n, m, offset });
    }
  }
  return undefined;
}

function backtrack(
  trace: readonly Int32Array[],
  { n, m, offset }: { readonly n: number; readonly m: number; readonly offset: number },
): (readonly [number, number])[] {
  const kept: (readonly [number, number])[] = [];
  let x = n;
  let y = m;
  for (let d = trace.length - 1; d >= 0; d--) {
    const furthest = trace[d] as Int32Array;
    const k = x - y;
    const down = k === -d || (k !== d && (furthest[offset + k - 1] as number) < (furthest[offset + k + 1] as number));
    const previousK = down ? k + 1 : k - 1;
    const previousX = d === 0 ? 0 : (furthest[offset + previousK] as number);
    const previousY = d === 0 ? 0 : previousX - previousK;
    while (x > previousX && y > previousY) {
      x--;
      y--;
      kept.push([x, y]);
    }
    x = previousX;
    y = previousY;
  }
  return kept.reverse();
}
