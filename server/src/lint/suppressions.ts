/**
 * Comments that silence findings: `# sigmasmith-disable [id, …]` in the whole file, `# sigmasmith-disable-next-line [id, …]` on the line
 * below; without ids all of them. Words after ` -- ` are a reason. rsigma's spelling is understood too.
 */
import type { LineIndex } from '../base/line-index.ts';

const directive = /(?<=^|[ \t])#[ \t]*(?:sigmasmith|rsigma)-disable(-next-line)?(?![\w-])[ \t:]*([^\r\n]*)/gm;

type Ids = ReadonlySet<string> | 'all';

export interface Suppressions {
  /** Whether a finding with one of these ids on this line is silenced. */
  covers(ids: readonly string[], line: number): boolean;
}

const none: Suppressions = { covers: () => false };

/** `isComment` says whether the `#` at an offset begins a comment: it does not inside a scalar. */
export function readSuppressions(
  text: string,
  lines: () => LineIndex,
  isComment: (offset: number) => boolean,
): Suppressions {
  if (!text.includes('-disable')) return none;
  const file: Ids[] = [];
  const byLine = new Map<number, Ids[]>();
  for (const match of text.matchAll(directive)) {
    if (!isComment(match.index)) continue;
    const words = (match[2] as string)
      .replace(/(^|\s)--(\s.*|$)/, '')
      .split(/[\s,]+/)
      .filter((word) => /^[\w-]+$/.test(word));
    const ids: Ids = words.length === 0 ? 'all' : new Set(words);
    if (!match[1]) file.push(ids);
    else {
      const line = lines().positionAt(match.index).line + 1;
      byLine.set(line, [...(byLine.get(line) ?? []), ids]);
    }
  }
  const hits = (sets: readonly Ids[] | undefined, ids: readonly string[]) =>
    sets?.some((set) => set === 'all' || ids.some((id) => set.has(id))) ?? false;
  return { covers: (ids, line) => hits(file, ids) || hits(byLine.get(line), ids) };
}
