/**
 * Python's matching itself, with a budget of steps: for patterns that no linear engine can express and that might take for ever in
 * JavaScript's. Texts are arrays of code points.
 */
import {
  combineFlags,
  type PythonRegex,
  type RegexFlags,
  type RegexNode,
  type RegexSequence,
  type RepeatNode,
} from './ast.ts';
import { lowerCode } from './case-variants.ts';
import { characterSet, isStep, isWord, matchesSet, type StepNode } from './character-set.ts';
import type { MatchScope, RegexMatch } from './match-regex.ts';
import { type Width, widthOf } from './width.ts';

/** Goes on from a position; `true` when the whole expression has matched. */
type Step = (position: number) => boolean;

class OutOfBudget extends Error {}

export class BacktrackingMatcher {
  #codes: readonly number[] = [];
  #budget = 0;
  /** Start and end by group; -1 while it has not matched. */
  readonly #captures: Int32Array;
  readonly #starts: Int32Array;
  readonly #widths: (Width | undefined)[] = [];
  readonly #root: Step;
  readonly #stepLimit: number;

  constructor(regex: PythonRegex, stepLimit: number) {
    this.#stepLimit = stepLimit;
    this.#captures = new Int32Array(2 * (regex.groupCount + 1)).fill(-1);
    this.#starts = new Int32Array(regex.groupCount + 1);
    this.#measure(regex.body);
    this.#root = this.#sequence(regex.body, regex.flags, (position) => {
      this.#captures[1] = position;
      return true;
    });
  }

  /** Whether the pattern is found; `undefined` if that took too many steps or too much stack. */
  search(text: string): boolean | undefined {
    return this.#within(text, () => this.#find(0));
  }

  /** The matches with their groups; `undefined` if that took too many steps or too much stack. */
  matches(text: string, scope: MatchScope): RegexMatch[] | undefined {
    return this.#within(text, () => {
      const matches: RegexMatch[] = [];
      let from = 0;
      while (scope === 'beginning' ? this.#startsAt(0) : this.#find(from)) {
        matches.push(this.#match());
        if (scope !== 'all') break;
        const [start, end] = this.#captures as unknown as [number, number];
        from = end > start ? end : end + 1;
      }
      return matches;
    });
  }

  #within<T>(text: string, work: () => T): T | undefined {
    this.#codes = Array.from(text, (char) => char.codePointAt(0) as number);
    this.#budget = this.#stepLimit;
    try {
      return work();
    } catch (error) {
      if (error instanceof OutOfBudget || error instanceof RangeError) return undefined;
      throw error;
    }
  }

  #find(from: number): boolean {
    for (let start = from; start <= this.#codes.length; start++) if (this.#startsAt(start)) return true;
    return false;
  }

  #startsAt(start: number): boolean {
    this.#captures.fill(-1);
    this.#captures[0] = start;
    return this.#root(start);
  }

  #match(): RegexMatch {
    const textOf = (start: number, end: number) =>
      end < 0
        ? undefined
        : this.#codes
            .slice(start, end)
            .map((code) => String.fromCodePoint(code))
            .join('');
    const groups: (string | undefined)[] = [];
    for (let i = 0; i < this.#captures.length; i += 2)
      groups.push(textOf(this.#captures[i] as number, this.#captures[i + 1] as number));
    const start = textOf(0, this.#captures[0] as number)?.length ?? 0;
    return { start, end: start + (groups[0]?.length ?? 0), groups };
  }

  #measure(body: RegexSequence): void {
    for (const node of body) {
      if (node.kind === 'branch') for (const branch of node.branches) this.#measure(branch);
      else if (node.kind === 'conditional') this.#measure([...node.yes, ...(node.no ?? [])]);
      else if ('body' in node) this.#measure(node.body);
      if (node.kind === 'group' && node.index !== null) this.#widths[node.index] = widthOf(node.body, this.#widths);
    }
  }

  #tick(): void {
    if (--this.#budget < 0) throw new OutOfBudget();
  }

  #sequence(body: RegexSequence, flags: RegexFlags, next: Step): Step {
    let step = next;
    for (const node of body.toReversed()) step = this.#node(node, flags, step);
    return step;
  }

  #node(node: RegexNode, flags: RegexFlags, next: Step): Step {
    if (isStep(node)) {
      const test = stepTest(node, flags);
      return (position) => position < this.#codes.length && test(this.#codes[position] as number) && next(position + 1);
    }
    switch (node.kind) {
      case 'at': {
        const holds = this.#anchor(node.at, flags);
        return (position) => holds(position) && next(position);
      }
      case 'branch': {
        const branches = node.branches.map((branch) => this.#sequence(branch, flags, next));
        return (position) => {
          this.#tick();
          return branches.some((branch) => branch(position));
        };
      }
      case 'group':
        return this.#group(node, combineFlags(flags, node.add, node.remove), next);
      case 'atomic':
        return this.#atomic(node.body, flags, next);
      case 'look':
        return this.#look(node, flags, next);
      case 'backreference':
        return this.#backreference(node.group, flags, next);
      case 'conditional': {
        const yes = this.#sequence(node.yes, flags, next);
        const no = this.#sequence(node.no ?? [], flags, next);
        return (position) => (this.#hasMatched(node.group) ? yes : no)(position);
      }
      case 'repeat':
        return this.#repeat(node, flags, next);
    }
  }

  #hasMatched(group: number): boolean {
    return (this.#captures[2 * group + 1] as number) >= 0;
  }

  #anchor(at: Extract<RegexNode, { kind: 'at' }>['at'], flags: RegexFlags): Step {
    const isLineEnd = (position: number) => this.#codes[position] === 10;
    const isEnd = (position: number) => position === this.#codes.length;
    const isWordAt = (position: number) => {
      const code = this.#codes[position];
      return code !== undefined && isWord(code, flags.has('a'));
    };
    const isBoundary = (position: number) => isWordAt(position - 1) !== isWordAt(position);
    switch (at) {
      case 'beginning-string':
        return (position) => position === 0;
      case 'end-string':
        return isEnd;
      case 'beginning':
        return flags.has('m') ? (position) => position === 0 || isLineEnd(position - 1) : (position) => position === 0;
      case 'end':
        if (flags.has('m')) return (position) => isEnd(position) || isLineEnd(position);
        return (position) => isEnd(position) || (isEnd(position + 1) && isLineEnd(position));
      case 'boundary':
        return isBoundary;
      case 'non-boundary':
        return (position) => this.#codes.length > 0 && !isBoundary(position);
    }
  }

  #group(node: Extract<RegexNode, { kind: 'group' }>, flags: RegexFlags, next: Step): Step {
    const { index } = node;
    if (index === null) return this.#sequence(node.body, flags, next);
    const [captures, starts] = [this.#captures, this.#starts];
    const close: Step = (position) => {
      const [start, end] = [captures[2 * index] as number, captures[2 * index + 1] as number];
      captures[2 * index] = starts[index] as number;
      captures[2 * index + 1] = position;
      if (next(position)) return true;
      captures[2 * index] = start;
      captures[2 * index + 1] = end;
      return false;
    };
    const inside = this.#sequence(node.body, flags, close);
    return (position) => {
      const before = starts[index] as number;
      starts[index] = position;
      if (inside(position)) return true;
      starts[index] = before;
      return false;
    };
  }

  /** Tries the part on its own: where it ends, or -1. */
  #alone(body: RegexSequence, flags: RegexFlags): (position: number) => number {
    const state = { end: -1 };
    const inside = this.#sequence(body, flags, (position) => {
      state.end = position;
      return true;
    });
    return (position) => (inside(position) ? state.end : -1);
  }

  #atomic(body: RegexSequence, flags: RegexFlags, next: Step): Step {
    const match = this.#alone(body, flags);
    return (position) => {
      this.#tick();
      const saved = this.#captures.slice();
      const end = match(position);
      if (end >= 0 && next(end)) return true;
      this.#captures.set(saved);
      return false;
    };
  }

  #look(node: Extract<RegexNode, { kind: 'look' }>, flags: RegexFlags, next: Step): Step {
    const match = this.#alone(node.body, flags);
    const back = node.behind ? widthOf(node.body, this.#widths).min : 0;
    return (position) => {
      this.#tick();
      const saved = this.#captures.slice();
      const found = position >= back && match(position - back) >= 0;
      if (found && node.negate) this.#captures.set(saved);
      if (found !== node.negate && next(position)) return true;
      this.#captures.set(saved);
      return false;
    };
  }

  #backreference(group: number, flags: RegexFlags, next: Step): Step {
    const isSame = flags.has('i')
      ? (a: number, b: number) => lowerIn(a, flags) === lowerIn(b, flags)
      : (a: number, b: number) => a === b;
    return (position) => {
      if (!this.#hasMatched(group)) return false;
      const start = this.#captures[2 * group] as number;
      const length = (this.#captures[2 * group + 1] as number) - start;
      if (position + length > this.#codes.length) return false;
      for (let i = 0; i < length; i++) {
        this.#tick();
        if (!isSame(this.#codes[start + i] as number, this.#codes[position + i] as number)) return false;
      }
      return next(position + length);
    };
  }

  #repeat(node: RepeatNode, flags: RegexFlags, next: Step): Step {
    const [only] = node.body;
    if (only && node.body.length === 1 && isStep(only)) return this.#repeatStep(node, stepTest(only, flags), next);
    if (node.mode === 'possessive') return this.#atomic([{ ...node, mode: 'greedy' }], flags, next);
    // How many iterations there were and where the last began; whoever fails puts back what it found.
    let [count, last] = [0, -1];
    const iterate = (position: number): boolean => {
      const [counted, began] = [count, last];
      count = counted + 1;
      last = position;
      if (body(position)) return true;
      count = counted;
      last = began;
      return false;
    };
    const loop: Step = (position) => {
      this.#tick();
      if (count < node.min) return iterate(position);
      const more = () => count < node.max && position !== last && iterate(position);
      return node.mode === 'lazy' ? next(position) || more() : more() || next(position);
    };
    const body = this.#sequence(node.body, flags, loop);
    return (position) => {
      const [counted, began] = [count, last];
      count = 0;
      last = -1;
      if (loop(position)) return true;
      count = counted;
      last = began;
      return false;
    };
  }

  #repeatStep(node: RepeatNode, test: (code: number) => boolean, next: Step): Step {
    const run = (position: number, limit: number) => {
      let end = position;
      while (end < limit && test(this.#codes[end] as number)) end++;
      this.#budget -= end - position;
      return end;
    };
    const limitOf = (position: number) => Math.min(this.#codes.length, position + node.max);
    if (node.mode === 'lazy') {
      return (position) => {
        const limit = limitOf(position);
        let end = run(position, Math.min(limit, position + node.min));
        if (end < position + node.min) return false;
        for (; ; end++) {
          this.#tick();
          if (next(end)) return true;
          if (end >= limit || !test(this.#codes[end] as number)) return false;
        }
      };
    }
    return (position) => {
      const end = run(position, limitOf(position));
      const lowest = node.mode === 'possessive' ? Math.max(end, position + node.min) : position + node.min;
      for (let at = end; at >= lowest; at--) {
        this.#tick();
        if (next(at)) return true;
      }
      return false;
    };
  }
}

function lowerIn(code: number, flags: RegexFlags): number {
  return flags.has('a') && code >= 0x80 ? code : lowerCode(code);
}

function stepTest(node: StepNode, flags: RegexFlags): (code: number) => boolean {
  const set = characterSet(node, flags);
  const ascii = Uint8Array.from({ length: 128 }, (_, code) => Number(matchesSet(set, code)));
  return (code) => (code < 128 ? ascii[code] === 1 : matchesSet(set, code));
}
