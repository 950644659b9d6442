/** What follows `(`: groups, look-around, conditions, comments, flags. */
import { pythonStringRepr } from '../../../yaml/python-repr.ts';
import { parsePythonInt } from '../../rule/python-value.ts';
import { noFlags, type RegexFlagLetter, type RegexFlags, type RegexNode, type RegexSequence } from './ast.ts';
import type { ParserState } from './parser-state.ts';
import { codePoints, PatternError, type PatternSource } from './pattern-source.ts';
import { widthOf } from './width.ts';

/** The two levels of the grammar that groups go back into. */
export interface Recursion {
  alternation(verbose: boolean): RegexSequence;
  sequence(verbose: boolean): RegexSequence;
}

export interface GroupContext {
  readonly source: PatternSource;
  readonly state: ParserState;
  readonly verbose: boolean;
  /** Whether global flags may stand here. */
  readonly atStart: boolean;
  readonly recursion: Recursion;
  /** Position of the `(`. */
  readonly start: number;
}

/** Python's `MAXGROUPS`. */
const maxGroups = 1073741823n;
const identifier = /^[\p{XID_Start}_][\p{XID_Continue}]*$/u;

/** Reads a group whose `(` has been taken; `null` if it stands for nothing (comments, global flags). */
export function parseGroup(context: GroupContext): RegexNode | null {
  const { source } = context;
  if (!source.match('?')) return captured(context, undefined);
  const char = take(source);
  switch (char) {
    case 'P':
      return parseNamed(context);
    case ':':
      return grouped(context, noFlags, noFlags);
    case '#':
      return skipComment(context);
    case '=':
    case '!':
      return parseLook(context, false, char);
    case '<':
      return parseLookbehind(context);
    case '(':
      return parseConditional(context);
    case '>':
      return { kind: 'atomic', body: body(context, context.verbose) };
    default:
      if (char === '-' || isFlag(char) || char === 'L') return parseFlagGroup(context, char);
      throw source.error(`unknown extension ?${char}`, codePoints(char) + 1);
  }
}

function take(source: PatternSource): string {
  const token = source.get();
  if (token === null) throw source.error('unexpected end of pattern');
  return token;
}

function close({ source, start }: GroupContext): void {
  if (!source.match(')')) throw source.error('missing ), unterminated subpattern', source.position - start);
}

function body(context: GroupContext, verbose: boolean): RegexSequence {
  const result = context.recursion.alternation(verbose);
  close(context);
  return result;
}

function captured(context: GroupContext, name: string | undefined): RegexNode {
  const { state, source } = context;
  const index = openGroup(state, source, name);
  const sequence = body(context, context.verbose);
  state.groupWidths[index] = widthOf(sequence, state.groupWidths);
  return { kind: 'group', index, name, add: noFlags, remove: noFlags, body: sequence };
}

function openGroup(state: ParserState, source: PatternSource, name: string | undefined): number {
  try {
    return state.openGroup(name);
  } catch (error) {
    if (error instanceof PatternError) throw source.error(error.message, codePoints(name ?? '') + 1);
    throw error;
  }
}

function grouped(context: GroupContext, add: RegexFlags, remove: RegexFlags): RegexNode {
  const verbose = (context.verbose || add.has('x')) && !remove.has('x');
  return { kind: 'group', index: null, name: undefined, add, remove, body: body(context, verbose) };
}

function checkGroupName(source: PatternSource, name: string): void {
  if (identifier.test(name)) return;
  throw source.error(`bad character in group name ${pythonStringRepr(name)}`, codePoints(name) + 1);
}

/** `(?P<name>…)` and `(?P=name)`. */
function parseNamed(context: GroupContext): RegexNode {
  const { source, state } = context;
  if (source.match('<')) {
    const name = source.getUntil('>', 'group name');
    checkGroupName(source, name);
    return captured(context, name);
  }
  if (!source.match('=')) {
    const char = take(source);
    throw source.error(`unknown extension ?P${char}`, codePoints(char) + 2);
  }
  const name = source.getUntil(')', 'group name');
  checkGroupName(source, name);
  const group = knownGroup(state, source, name);
  if (!state.isClosed(group)) throw source.error('cannot refer to an open group', codePoints(name) + 1);
  state.checkLookbehindGroup(group, source);
  return { kind: 'backreference', group };
}

function knownGroup(state: ParserState, source: PatternSource, name: string): number {
  const group = state.groupNames.get(name);
  if (group === undefined) throw source.error(`unknown group name ${pythonStringRepr(name)}`, codePoints(name) + 1);
  return group;
}

function skipComment({ source, start }: GroupContext): null {
  for (;;) {
    if (source.next === null) throw source.error('missing ), unterminated comment', source.position - start);
    if (source.get() === ')') return null;
  }
}

function parseLookbehind(context: GroupContext): RegexNode {
  const { source, state } = context;
  const char = take(source);
  if (char !== '=' && char !== '!') throw source.error(`unknown extension ?<${char}`, codePoints(char) + 2);
  const outer = state.lookbehindGroups;
  if (outer === undefined) state.lookbehindGroups = state.groups;
  return parseLook(context, true, char, () => {
    state.lookbehindGroups = outer;
  });
}

function parseLook(context: GroupContext, behind: boolean, char: string, afterBody?: () => void): RegexNode {
  const sequence = context.recursion.alternation(context.verbose);
  afterBody?.();
  close(context);
  return { kind: 'look', behind, negate: char === '!', body: sequence };
}

/** `(?(1)yes|no)` and `(?(name)yes|no)`. */
function parseConditional(context: GroupContext): RegexNode {
  const { source, state } = context;
  const name = source.getUntil(')', 'group name');
  const group = identifier.test(name) ? knownGroup(state, source, name) : numberedGroup(state, source, name);
  state.checkLookbehindGroup(group, source);
  const yes = context.recursion.sequence(context.verbose);
  let no: RegexSequence | null = null;
  if (source.match('|')) {
    no = context.recursion.sequence(context.verbose);
    if (source.next === '|') throw source.error('conditional backref with more than two branches');
  }
  close(context);
  return { kind: 'conditional', group, yes, no };
}

/** The group may still come; that is checked at the end. */
function numberedGroup(state: ParserState, source: PatternSource, name: string): number {
  const offset = codePoints(name) + 1;
  const group = parsePythonInt(name, 10);
  if (group === undefined || group < 0n) {
    throw source.error(`bad character in group name ${pythonStringRepr(name)}`, offset);
  }
  if (group === 0n) throw source.error('bad group number', offset);
  if (group >= maxGroups) throw source.error(`invalid group reference ${group}`, offset);
  const number = Number(group);
  if (!state.conditionPositions.has(number)) state.conditionPositions.set(number, source.position - offset);
  return number;
}

function isFlag(char: string): char is RegexFlagLetter {
  return /^[aimstux]$/.test(char);
}

/** `(?i)` for the whole expression, `(?i-s:…)` for the group. */
function parseFlagGroup(context: GroupContext, first: string): RegexNode | null {
  const { source, state, start, atStart } = context;
  const flags = parseFlags(source, first);
  if (flags.remove !== null) return grouped(context, flags.add, flags.remove);
  for (const flag of flags.add) state.flags.add(flag);
  if (!atStart) throw source.error('global flags not at the start of the expression', source.position - start);
  return null;
}

interface ParsedFlags {
  readonly add: Set<RegexFlagLetter>;
  /** `null` for flags of the whole expression. */
  readonly remove: Set<RegexFlagLetter> | null;
}

function parseFlags(source: PatternSource, first: string): ParsedFlags {
  const add = new Set<RegexFlagLetter>();
  const remove = new Set<RegexFlagLetter>();
  let char = first;
  while (char !== ')' && char !== '-' && char !== ':') {
    if (char === 'L') throw source.error("bad inline flags: cannot use 'L' flag with a str pattern");
    add.add(char as RegexFlagLetter);
    if (add.has('a') && add.has('u')) {
      throw source.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible");
    }
    char = nextFlag(source, 'missing -, : or )', ')-:');
  }
  if (char === ')') return { add, remove: null };
  if (add.has('t')) throw source.error('bad inline flags: cannot turn on global flag', 1);
  if (char === '-') parseRemovedFlags(source, remove);
  if (remove.has('t')) throw source.error('bad inline flags: cannot turn off global flag', 1);
  if ([...remove].some((flag) => add.has(flag))) throw source.error('bad inline flags: flag turned on and off', 1);
  return { add, remove };
}

function parseRemovedFlags(source: PatternSource, remove: Set<RegexFlagLetter>): void {
  let char = nextFlag(source, 'missing flag', '');
  while (char !== ':') {
    if (char === 'a' || char === 'u' || char === 'L') {
      throw source.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
    }
    remove.add(char as RegexFlagLetter);
    char = nextFlag(source, 'missing :', ':');
  }
}

/** A flag, or one of the terminators. */
function nextFlag(source: PatternSource, missing: string, terminators: string): string {
  const char = source.get();
  if (char === null) throw source.error(missing);
  if (isFlag(char) || char === 'L' || (char.length === 1 && terminators.includes(char))) return char;
  throw source.error(/^\p{L}$/u.test(char) ? 'unknown flag' : missing, codePoints(char));
}
