/**
 * Squiggles in YAML texts: a comment line `#   ^^^^ rule_id: message` marks a range of the line above it. They are removed before the
 * text is used. `#^^^` marks from the line's first column; the message may be left out or be only its beginning.
 */
export interface Squiggle {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly code: string;
  readonly message: string;
}

const squiggle = /^#( *)(\^+) ([\w-]+)(?:: (.*))?$/;

export function readSquiggles(marked: string): { text: string; squiggles: Squiggle[] } {
  const lines: string[] = [];
  const squiggles: Squiggle[] = [];
  for (const line of marked.split('\n')) {
    const match = squiggle.exec(line);
    if (!match) {
      lines.push(line);
      continue;
    }
    const [, gap = '', carets = '', code = '', message = ''] = match;
    const start = gap === '' ? 0 : gap.length + 1;
    squiggles.push({ line: lines.length - 1, start, end: gap.length + 1 + carets.length, code, message });
  }
  return { text: lines.join('\n'), squiggles };
}

/** How a squiggle is shown in a failing comparison. */
export function showSquiggle({ line, start, end, code, message }: Squiggle): string {
  return `${line + 1}:${start + 1}-${end + 1} ${code}${message === '' ? '' : `: ${message}`}`;
}
