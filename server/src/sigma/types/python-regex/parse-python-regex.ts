/**
 * Regular expressions as Python 3.11 reads them (`re/_parser.py`, `re/_compiler.py`): what is valid, the text and place of every
 * error, and the tree. Matching is elsewhere: `compile-regex.ts`.
 */
import {
  combineFlags,
  type PythonRegex,
  type RegexFlagLetter,
  type RegexFlags,
  type RegexNode,
  type RegexSequence,
  type RepeatNode,
} from './ast.ts';
import { parseClass } from './parse-class.ts';
import { parseEscape } from './parse-escape.ts';
import { parseGroup, type Recursion } from './parse-group.ts';
import { ParserState } from './parser-state.ts';
import { PatternError, PatternSource } from './pattern-source.ts';
import { widthOf } from './width.ts';

export interface PythonRegexError {
  /** Python's text, position included: `nothing to repeat at position 0`. */
  readonly error: string;
  /** `error` for `re.error`; else what Python raises instead (`OverflowError`, `RecursionError`, `ValueError`). */
  readonly errorClass: string;
  /** Offset in the pattern in UTF-16 units, if Python gives a position. */
  readonly index: number | undefined;
}

/** Python stops at 1,000 nested calls; each group needs two, and the caller has some. */
const maxDepth = 970;
const maxRepeat = 4294967295;
const maxCode = 4294967295;

/** `flags` are letters of Python's inline flags; only `i`, `m`, `s`, `x` and `a` make sense. */
export function parsePythonRegex(
  pattern: string,
  flags: Iterable<string> = [],
): { readonly ast: PythonRegex } | PythonRegexError {
  try {
    return { ast: parse(pattern, new ParserState(flags as Iterable<RegexFlagLetter>)) };
  } catch (error) {
    if (error instanceof PatternError) return describe(error, pattern);
    throw error;
  }
}

function describe({ message, position, errorClass }: PatternError, pattern: string): PythonRegexError {
  if (position === undefined) return { error: message, errorClass, index: undefined };
  const before = Array.from(pattern).slice(0, position).join('');
  const lines = before.split('\n');
  const column = Array.from(lines.at(-1) as string).length + 1;
  const place = pattern.includes('\n') ? ` (line ${lines.length}, column ${column})` : '';
  return { error: `${message} at position ${position}${place}`, errorClass, index: before.length };
}

function parse(pattern: string, state: ParserState): PythonRegex {
  const source = new PatternSource(pattern);
  const body = new Parser(source, state).alternation(state.flags.has('x'), true);
  if (state.flags.has('a') && state.flags.has('u')) {
    throw new PatternError('ASCII and UNICODE flags are incompatible', undefined, 'ValueError');
  }
  if (source.next !== null) throw source.error('unbalanced parenthesis');
  for (const [group, position] of state.conditionPositions) {
    if (group >= state.groups) throw new PatternError(`invalid group reference ${group}`, position);
  }
  checkCompilation(body, state.flags, state);
  return { body, flags: state.flags, groupCount: state.groups - 1, groupNames: state.groupNames };
}

class Parser {
  readonly #source: PatternSource;
  readonly #state: ParserState;
  readonly #recursion: Recursion;

  constructor(source: PatternSource, state: ParserState) {
    this.#source = source;
    this.#state = state;
    this.#recursion = {
      alternation: (verbose) => this.alternation(verbose, false),
      sequence: (verbose) => this.#sequence(verbose, false),
    };
  }

  /** `a|b|c` */
  alternation(verbose: boolean, isTop: boolean): RegexSequence {
    this.#enter();
    const first = this.#sequence(verbose, isTop);
    const branches = [first];
    while (this.#source.match('|')) {
      // Flags at the start of the expression hold from its second branch on, too.
      branches.push(this.#sequence(isTop ? this.#state.flags.has('x') : verbose, false));
    }
    this.#state.depth--;
    return branches.length === 1 ? first : [{ kind: 'branch', branches }];
  }

  #enter(): void {
    if (++this.#state.depth <= maxDepth) return;
    throw new PatternError('maximum recursion depth exceeded', undefined, 'RecursionError');
  }

  #sequence(isVerbose: boolean, isFirst: boolean): RegexSequence {
    this.#enter();
    const source = this.#source;
    const sequence: RegexNode[] = [];
    let verbose = isVerbose;
    for (let token = source.next; token !== null && token !== '|' && token !== ')'; token = source.next) {
      source.get();
      if (verbose && this.#skipVerbose(token)) continue;
      if (token === '(') {
        const node = this.#group(verbose, isFirst && sequence.length === 0);
        if (node !== null) sequence.push(node);
        else if (isFirst && sequence.length === 0) verbose = this.#state.flags.has('x');
      } else if (token === '*' || token === '+' || token === '?' || token === '{') {
        parseRepeat(source, sequence, token);
      } else {
        sequence.push(this.#unit(token));
      }
    }
    this.#state.depth--;
    return sequence;
  }

  /** White space and comments under the flag `x`. */
  #skipVerbose(token: string): boolean {
    if (/^[ \t\n\r\v\f]$/.test(token)) return true;
    if (token !== '#') return false;
    for (let next = this.#source.get(); next !== null && next !== '\n'; ) next = this.#source.get();
    return true;
  }

  #group(verbose: boolean, atStart: boolean): RegexNode | null {
    const start = this.#source.position - 1;
    const context = { source: this.#source, state: this.#state, recursion: this.#recursion, verbose, atStart, start };
    return parseGroup(context);
  }

  #unit(token: string): RegexNode {
    if (token.length > 1 && token.startsWith('\\')) return parseEscape(this.#source, token, this.#state);
    switch (token) {
      case '[':
        return parseClass(this.#source);
      case '.':
        return { kind: 'any' };
      case '^':
        return { kind: 'at', at: 'beginning' };
      case '$':
        return { kind: 'at', at: 'end' };
      default:
        return { kind: 'literal', code: token.codePointAt(0) as number };
    }
  }
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

const simpleBounds: Readonly<Record<string, Bounds>> = {
  '?': { min: 0, max: 1 },
  '*': { min: 0, max: Number.POSITIVE_INFINITY },
  '+': { min: 1, max: Number.POSITIVE_INFINITY },
};

/** Puts the last node of the sequence under the quantifier; a brace that is none is a character. */
function parseRepeat(source: PatternSource, sequence: RegexNode[], token: string): void {
  const here = source.position;
  const bounds = simpleBounds[token] ?? parseBounds(source, here);
  if (bounds === null) {
    sequence.push({ kind: 'literal', code: 0x7b });
    return;
  }
  const item = sequence.at(-1);
  const offset = source.position - here + 1;
  if (!item || item.kind === 'at') throw source.error('nothing to repeat', offset);
  if (item.kind === 'repeat') throw source.error('multiple repeat', offset);
  const mode: RepeatNode['mode'] = source.match('?') ? 'lazy' : source.match('+') ? 'possessive' : 'greedy';
  const isPlainGroup = item.kind === 'group' && item.index === null && item.add.size === 0 && item.remove.size === 0;
  sequence[sequence.length - 1] = { kind: 'repeat', ...bounds, mode, body: isPlainGroup ? item.body : [item] };
}

/** `{2,3}` behind the brace, or `null` with the source where it was. */
function parseBounds(source: PatternSource, here: number): Bounds | null {
  if (source.next === '}') return null;
  const low = source.getWhile(Number.POSITIVE_INFINITY, /^[0-9]$/);
  const high = source.match(',') ? source.getWhile(Number.POSITIVE_INFINITY, /^[0-9]$/) : low;
  if (!source.match('}')) {
    source.seek(here);
    return null;
  }
  const min = low === '' ? 0 : repeatCount(low);
  const max = high === '' ? Number.POSITIVE_INFINITY : repeatCount(high);
  if (max < min) throw source.error('min repeat greater than max repeat', source.position - here);
  return { min, max };
}

function repeatCount(digits: string): number {
  if (digits.length > 4300) {
    const message = `Exceeds the limit (4300 digits) for integer string conversion: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit`;
    throw new PatternError(message, undefined, 'ValueError');
  }
  const count = Number(digits);
  if (count >= maxRepeat) throw new PatternError('the repetition number is too large', undefined, 'OverflowError');
  return count;
}

/** What only Python's compiler refuses: look-behind without a fixed width, repeats under the template flag. */
function checkCompilation(body: RegexSequence, flags: RegexFlags, state: ParserState): void {
  for (const node of body) {
    if (node.kind === 'repeat' && flags.has('t')) {
      const code = { greedy: 'MAX_REPEAT', lazy: 'MIN_REPEAT', possessive: 'POSSESSIVE_REPEAT' }[node.mode];
      throw new PatternError(`internal: unsupported template operator ${code}`);
    }
    if (node.kind === 'look' && node.behind) checkLookbehind(node.body, state);
    if (node.kind === 'branch') for (const branch of node.branches) checkCompilation(branch, flags, state);
    else if (node.kind === 'group') checkCompilation(node.body, combineFlags(flags, node.add, node.remove), state);
    else if (node.kind === 'conditional') checkCompilation([...node.yes, ...(node.no ?? [])], flags, state);
    else if ('body' in node) checkCompilation(node.body, flags, state);
  }
}

function checkLookbehind(body: RegexSequence, state: ParserState): void {
  const { min, max } = widthOf(body, state.groupWidths);
  if (min > maxCode) throw new PatternError('looks too much behind');
  if (min !== max) throw new PatternError('look-behind requires fixed-width pattern');
}
