/** A pattern in Python's syntax as a JavaScript RegExp that finds the same (`re.search`). */
import type { AnchorName, LookNode, PythonRegex, RegexNode, RegexSequence } from './ast.ts';
import { NotTranslatable, type Place, type RegexDialect, translateSequence } from './translate.ts';

export interface JavaScriptRegex {
  readonly source: string;
  readonly flags: string;
  /** The number that each of Python's groups has in the RegExp; index 0 is the whole match. */
  readonly groups: readonly number[];
}

/** `unsupported` names what JavaScript cannot express. */
export function toJavaScriptRegex(regex: PythonRegex): JavaScriptRegex | { readonly unsupported: string } {
  const dialect = new JavaScriptDialect(regex);
  try {
    const place = { flags: regex.flags, isLast: true, inLookbehind: false };
    const source = translateSequence(dialect, regex.body, place);
    return { source, flags: dialect.needsIgnoreCase ? 'iu' : 'u', groups: dialect.groups };
  } catch (error) {
    if (error instanceof NotTranslatable) return { unsupported: error.message };
    throw error;
  }
}

const word = '[\\p{L}\\p{N}_]';

class JavaScriptDialect implements RegexDialect {
  readonly #regex: PythonRegex;
  readonly #certain: ReadonlySet<number>;
  needsIgnoreCase = false;
  readonly groups: number[] = [0];
  #atomics = 0;

  constructor(regex: PythonRegex) {
    this.#regex = regex;
    this.#certain = certainGroups(regex.body);
    this.groups.push(...groupNumbers(regex.body));
  }

  escape(code: number): string {
    return `\\u{${code.toString(16)}}`;
  }

  at(at: AnchorName, { flags }: Place): string {
    switch (at) {
      case 'beginning-string':
        return '^';
      case 'end-string':
        return '$';
      case 'beginning':
        return flags.has('m') ? '(?<![^\\n])' : '^';
      case 'end':
        return flags.has('m') ? '(?![^\\n])' : '(?=\\n?$)';
      case 'boundary':
        return flags.has('a') ? '\\b' : `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
      case 'non-boundary':
        // Python's \B does not match in an empty text.
        return flags.has('a') ? '(?!^$)\\B' : `(?!^$)(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;
    }
  }

  look({ behind, negate }: LookNode, body: string): string {
    return `(?${behind ? '<' : ''}${negate ? '!' : '='}${body})`;
  }

  /** A look-ahead is not entered again: what it captured is then taken as it is. */
  atomic(body: string, { inLookbehind }: Place): string {
    // What is looked back at has a fixed width, so that there is nothing to give back.
    if (inLookbehind) return `(?:${body})`;
    const name = `_atomic${this.#atomics++}`;
    return `(?=(?<${name}>${body}))\\k<${name}>`;
  }

  group(body: string, node: Extract<RegexNode, { kind: 'group' }>): string {
    return node.index === null ? `(?:${body})` : `(${body})`;
  }

  backreference(group: number, { flags }: Place): string {
    if (!this.#certain.has(group)) throw new NotTranslatable('a reference to a group that need not have matched');
    if (flags.has('i')) {
      if (!this.#regex.flags.has('i'))
        throw new NotTranslatable('a reference that ignores case where the rest does not');
      this.needsIgnoreCase = true;
    }
    return `(?:\\${this.groups[group]})`;
  }

  alternatives(classes: readonly string[], negate: boolean): string {
    // Classes could be nested under the flag `v`, but V8 negates such a class again for every copy of a repeated part.
    return negate ? `(?:(?!${classes.join('|')})[^])` : `(?:${classes.join('|')})`;
  }
}

/** Numbers of Python's groups in the RegExp: the groups that make parts atomic are counted among them. */
function groupNumbers(body: RegexSequence): number[] {
  const numbers: number[] = [];
  let next = 1;
  const walk = (sequence: RegexSequence, inLookbehind: boolean) => {
    for (const node of sequence) {
      const isAtomic = node.kind === 'atomic' || (node.kind === 'repeat' && node.mode === 'possessive');
      if (isAtomic && !inLookbehind) next++;
      if (node.kind === 'group' && node.index !== null) numbers[node.index - 1] = next++;
      if (node.kind === 'branch') for (const branch of node.branches) walk(branch, inLookbehind);
      else if ('body' in node) walk(node.body, node.kind === 'look' ? node.behind : inLookbehind);
    }
  };
  walk(body, false);
  return numbers;
}

/** Groups that have matched, and once, whenever what stands behind them is tried: JavaScript lets unset groups match. */
function certainGroups(body: RegexSequence): ReadonlySet<number> {
  const groups = new Set<number>();
  const walk = (sequence: RegexSequence) => {
    for (const node of sequence) {
      if (node.kind === 'group' && node.index !== null) groups.add(node.index);
      if (node.kind === 'group' || node.kind === 'atomic') walk(node.body);
      if (node.kind === 'look' && !node.negate) walk(node.body);
      if (node.kind === 'repeat' && node.min === 1 && node.max === 1) walk(node.body);
    }
  };
  walk(body);
  return groups;
}
