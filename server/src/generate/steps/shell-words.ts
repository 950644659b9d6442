/** Cuts a shell line into its simple commands and their words, as far as their arguments can be told without a shell. */

export interface ShellWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface ShellLine {
  readonly commands: readonly (readonly ShellWord[])[];
  /** Several commands, a pipe or a redirection: a shell had to run it. */
  readonly compound: boolean;
}

const prefixes = new Set(['sudo', 'then', 'do', 'else', 'if', 'while', '!', '{', '(']);
const separator = /\|\||&&|[|;&\n]/y;
const redirection = /\d?>>?\s*&?|<<?<?/y;
const word = /(?:"(?:[^"\\]|\\.)*"|'[^']*'|\$\([^)]*\)|\\.|[^\s|;&<>"'\\])+/y;

export function parseShell(text: string, offset: number): ShellLine {
  const commands: ShellWord[][] = [];
  let words: ShellWord[] = [];
  let compound = false;
  let at = 0;
  const finish = () => {
    while (words.length > 0 && prefixes.has(words[0]?.text ?? '')) words.shift();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  const read = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const space = /\s+/y;
    const skipped = read(space);
    if (skipped) at += skipped.length;
    if (at >= text.length) break;
    const redirect = read(redirection);
    const split = redirect ? undefined : read(separator);
    if (redirect) {
      compound = true;
      at += redirect.length;
      const target = read(/\s*\S+/y);
      if (target) at += target.length;
    } else if (split) {
      compound = true;
      at += split.length;
      finish();
    } else {
      const found = read(word) ?? (text[at] as string);
      words.push(unquote(found, offset + at));
      at += found.length;
    }
  }
  finish();
  return { commands, compound };
}

function unquote(raw: string, start: number): ShellWord {
  const quote = raw[0];
  if (raw.length >= 2 && (quote === '"' || quote === "'") && raw.endsWith(quote) && !raw.slice(1, -1).includes(quote)) {
    return { text: raw.slice(1, -1), start: start + 1, end: start + raw.length - 1 };
  }
  return { text: raw, start, end: start + raw.length };
}
