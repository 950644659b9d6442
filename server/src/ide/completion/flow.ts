/** Flow collections (`[a, {b: c}]`) as far as completion needs them, also where their end is missing. */

export interface FlowPosition {
  /** Keys from the collection inwards; `-` for the item of a list. */
  readonly path: readonly string[];
  readonly role: 'key' | 'value' | 'item';
  /** Where the thing under the cursor begins, its quote included. */
  readonly start: number;
  /** Keys of the same mapping before the cursor. */
  readonly siblings: readonly string[];
}

interface Level {
  readonly kind: '[' | '{';
  readonly keys: string[];
  key: string | undefined;
  start: number;
}

/** Behind the bracket that closes the collection. Where none does: the end of the line before one that stands no deeper than its owner. */
export function flowEnd(text: string, start: number, column: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const character = text[at] as string;
    if (character === "'" || character === '"') at = quoteEnd(text, at, text.length);
    else {
      if (character === '[' || character === '{') depth++;
      if ((character === ']' || character === '}') && --depth === 0) return at + 1;
      if ((character === '\n' || character === '\r') && !isDeeper(text, at, column)) return at;
      at++;
    }
  }
  return text.length;
}

function isDeeper(text: string, lineBreak: number, column: number): boolean {
  const rest = /[\r\n]+([ \t]*)([^\s]?)/y;
  rest.lastIndex = lineBreak;
  const found = rest.exec(text);
  if (!found) return false;
  const isClosing = found[2] === ']' || found[2] === '}';
  return isClosing || (found[1] as string).length > column;
}

/** Behind the closing quote; at the end of the line where it is missing. */
function quoteEnd(text: string, start: number, limit: number): number {
  const quote = text[start];
  for (let at = start + 1; at < limit; at++) {
    const character = text[at];
    if (character === '\n' || character === '\r') return at;
    if (character === '\\' && quote === '"') at++;
    else if (character === quote) {
      if (quote === "'" && text[at + 1] === "'") at++;
      else return at + 1;
    }
  }
  return limit;
}

/** Where `offset` stands in the collection that begins at `start`; `undefined` behind its end. */
export function flowPosition(text: string, start: number, offset: number): FlowPosition | undefined {
  const levels: Level[] = [];
  let at = start;
  while (at < offset) {
    const character = text[at] as string;
    const level = levels.at(-1);
    if ((character === "'" || character === '"') && isBlank(text, level?.start ?? at, at)) {
      at = quoteEnd(text, at, offset);
      continue;
    }
    at++;
    step(levels, text, character, at);
  }
  const last = levels.at(-1);
  if (!last) return undefined;
  const path = levels.flatMap(({ kind, key }) => (kind === '[' ? ['-'] : key === undefined ? [] : [key]));
  const role = last.kind === '{' ? (last.key === undefined ? 'key' : 'value') : 'item';
  return { path, role, start: skipSpace(text, last.start, offset), siblings: last.keys };
}

/** Takes the character before `at` in. */
function step(levels: Level[], text: string, character: string, at: number): void {
  const level = levels.at(-1);
  if (character === '[' || character === '{') levels.push({ kind: character, keys: [], key: undefined, start: at });
  else if (character === ']' || character === '}') levels.pop();
  else if (!level) return;
  else if (character === ',') {
    level.key = undefined;
    level.start = at;
  } else if (character === ':' && level.kind === '{' && level.key === undefined && /[\s,}]|$/y.test(text[at] ?? ' ')) {
    level.key = text
      .slice(level.start, at - 1)
      .trim()
      .replace(/^(['"])(.*)\1$/s, '$2');
    level.keys.push(level.key);
    level.start = at;
  }
}

function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === '';
}

function skipSpace(text: string, start: number, limit: number): number {
  let at = start;
  while (at < limit && /\s/.test(text[at] as string)) at++;
  return at;
}

/** The scalars of a collection of scalars, or the one scalar that is no collection. */
export function flowScalars(text: string): string[] {
  const inner = /^\[([\s\S]*?)\]?$/.exec(text.trim())?.[1] ?? text;
  return inner
    .split(',')
    .map((part) => unquoted(part.trim()))
    .filter((part) => part !== '');
}

/** A scalar of one line as it reads; escapes of double quotes stay. */
export function unquoted(text: string): string {
  const single = /^'((?:[^']|'')*)'?$/.exec(text);
  if (single) return (single[1] as string).replaceAll("''", "'");
  return /^"((?:[^"\\]|\\.)*)"?$/.exec(text)?.[1] ?? text;
}
