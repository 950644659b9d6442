/**
 * How long a backtracking engine can take for a pattern, at worst: `factor · n^degree` steps for a text of n characters. An upper
 * bound that is proven from the tree; where nothing can be proven the degree is infinite.
 */
import {
  combineFlags,
  type PythonRegex,
  type RegexFlags,
  type RegexNode,
  type RegexSequence,
  type RepeatNode,
} from './ast.ts';
import { characterSet, isStep, matchesSet } from './character-set.ts';

export interface RegexCost {
  readonly factor: number;
  readonly degree: number;
}

/** Characters that may come next: ASCII one by one, everything else together. */
interface First {
  readonly ascii: bigint;
  readonly other: boolean;
}

/** How many ways there are to match from one place, and what they begin with. */
interface Ways {
  /** Base-2 logarithm of the constant part. */
  readonly log: number;
  /** Base-2 logarithm of the steps along one way that do not depend on the text. */
  readonly work: number;
  readonly degree: number;
  readonly first: First;
  readonly nullable: boolean;
  readonly loops: boolean;
}

const nothing: First = { ascii: 0n, other: false };
const anything: First = { ascii: (1n << 128n) - 1n, other: true };
const union = (a: First, b: First): First => ({ ascii: a.ascii | b.ascii, other: a.other || b.other });
const disjoint = (a: First, b: First) => (a.ascii & b.ascii) === 0n && !(a.other && b.other);

const empty: Ways = { log: 0, work: 0, degree: 0, first: nothing, nullable: true, loops: false };
const unknown: Ways = {
  log: 0,
  work: 0,
  degree: Number.POSITIVE_INFINITY,
  first: anything,
  nullable: true,
  loops: true,
};

export function regexCost(regex: PythonRegex): RegexCost {
  const ways = ofSequence(regex.body, regex.flags, nothing);
  const perStart = Math.max(ways.degree, ways.loops ? 1 : 0);
  return { factor: 2 ** (ways.log + ways.work), degree: perStart + (isAnchored(regex.body, regex.flags) ? 0 : 1) };
}

/** Whether time grows with the text's length only. */
export function isProvablyLinear(regex: PythonRegex): boolean {
  const { factor, degree } = regexCost(regex);
  return degree <= 1 && factor <= 1024;
}

function isAnchored(body: RegexSequence, flags: RegexFlags): boolean {
  const [first] = body;
  if (first?.kind === 'branch') return first.branches.every((branch) => isAnchored(branch, flags));
  if (first?.kind === 'group') return isAnchored(first.body, combineFlags(flags, first.add, first.remove));
  return first?.kind === 'at' && (first.at === 'beginning-string' || (first.at === 'beginning' && !flags.has('m')));
}

/** `follow` is what can come after the sequence. */
function ofSequence(body: RegexSequence, flags: RegexFlags, follow: First): Ways {
  let ways = empty;
  for (const node of body.toReversed()) {
    const after = ways.nullable ? union(ways.first, follow) : ways.first;
    const own = ofNode(node, flags, after);
    ways = {
      log: ways.log + own.log,
      work: Math.max(ways.work, own.work),
      degree: ways.degree + own.degree,
      first: own.nullable ? union(own.first, ways.first) : own.first,
      nullable: ways.nullable && own.nullable,
      loops: ways.loops || own.loops,
    };
  }
  return ways;
}

function ofNode(node: RegexNode, flags: RegexFlags, follow: First): Ways {
  if (isStep(node)) return { ...empty, nullable: false, first: firstOf(node, flags) };
  switch (node.kind) {
    case 'at':
      // What stands before the end of a line or text may be followed by a line end.
      return { ...empty, first: node.at === 'end' ? { ascii: 1n << 10n, other: false } : nothing };
    case 'group':
      return ofSequence(node.body, combineFlags(flags, node.add, node.remove), follow);
    case 'atomic':
      return ofSequence(node.body, flags, follow);
    case 'look': {
      const inside = ofSequence(node.body, flags, nothing);
      // The whole look-around is tried wherever the part before it may end.
      return { ...inside, degree: Math.max(inside.degree, inside.loops ? 1 : 0), first: anything, nullable: true };
    }
    case 'branch':
      return ofBranches(
        node.branches.map((branch) => ofSequence(branch, flags, follow)),
        follow,
      );
    case 'repeat':
      return ofRepeat(node, flags, follow);
    default:
      return unknown;
  }
}

function firstOf(node: Parameters<typeof characterSet>[0], flags: RegexFlags): First {
  const set = characterSet(node, flags);
  let ascii = 0n;
  for (let code = 0; code < 128; code++) if (matchesSet(set, code)) ascii |= 1n << BigInt(code);
  const other =
    set.negate ||
    set.ranges.some(([, to]) => to >= 128) ||
    set.categories.some((category) => !category.ascii || category.negate);
  return { ascii, other };
}

function ofBranches(branches: readonly Ways[], follow: First): Ways {
  const begins = branches.map((ways) => (ways.nullable ? union(ways.first, follow) : ways.first));
  let seen = nothing;
  let exclusive = true;
  for (const first of begins) {
    exclusive &&= disjoint(seen, first);
    seen = union(seen, first);
  }
  const logs = branches.map((ways) => ways.log);
  const highest = logs.reduce((a, b) => Math.max(a, b), 0);
  return {
    log: exclusive ? highest : highest + Math.log2(branches.length),
    work: branches.reduce((max, ways) => Math.max(max, ways.work), 0),
    degree: branches.reduce((max, ways) => Math.max(max, ways.degree), 0),
    first: branches.map((ways) => ways.first).reduce(union, nothing),
    nullable: branches.some((ways) => ways.nullable),
    loops: branches.some((ways) => ways.loops),
  };
}

function ofRepeat(node: RepeatNode, flags: RegexFlags, follow: First): Ways {
  if (node.max === 0) return empty;
  const first = ofSequence(node.body, flags, nothing).first;
  const ways = ofSequence(node.body, flags, node.max > 1 ? union(first, follow) : follow);
  const isStepOnly = node.body.length === 1 && isStep(node.body[0] as RegexNode);
  const decided = disjoint(first, follow) || (isStepOnly && node.mode === 'possessive');
  const nullable = node.min === 0 || ways.nullable;
  if (node.max !== Number.POSITIVE_INFINITY) {
    const choices = decided ? 0 : Math.log2(node.max - node.min + 1);
    return {
      ...ways,
      log: choices + node.max * ways.log,
      work: ways.work + Math.log2(node.max),
      degree: node.max * ways.degree,
      nullable,
    };
  }
  // An iteration that can match in two ways, or match nothing, makes the number of ways grow with every iteration.
  if (ways.nullable || ways.degree > 0 || ways.log > 0) return unknown;
  return { ...ways, degree: decided ? 0 : 1, nullable, loops: true };
}
