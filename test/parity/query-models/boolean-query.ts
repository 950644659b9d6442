/** Conditions of comparisons joined with AND, OR and NOT, for languages that no engine or parser here can run. */
import type { SigmaEvent } from '../../../server/src/evaluate/sigma-event.ts';

/** `null` is unknown: a comparison with a missing field in languages that say so. */
export type Truth = boolean | null;
export type Condition = (event: SigmaEvent) => Truth;
/** A comparison as it begins at a place in the query. */
export type Leaf = readonly [pattern: RegExp, compile: (match: RegExpExecArray) => Condition];

export interface Grammar {
  readonly leaves: readonly Leaf[];
  /** Whether OR binds tighter than AND. */
  readonly orFirst: boolean;
}

export class Refused extends Error {}

export function parseConditions(text: string, { leaves, orFirst }: Grammar): Condition {
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const sticky = new RegExp(`\\s*${pattern.source}`, `${pattern.flags}y`);
    sticky.lastIndex = at;
    const match = sticky.exec(text);
    if (match) at = sticky.lastIndex;
    return match ?? undefined;
  };
  const isAtEnd = () => /^\s*(\)|$)/.test(text.slice(at));

  const unary = (): Condition => {
    if (take(/not\b/i)) {
      const inner = unary();
      return (event) => {
        const truth = inner(event);
        return truth === null ? null : !truth;
      };
    }
    for (const [pattern, compile] of leaves) {
      const match = take(pattern);
      if (match) return compile(match);
    }
    if (!take(/\(/)) throw new Refused(`"${text.slice(at, at + 20)}" is no comparison.`);
    const inner = whole();
    if (!take(/\)/)) throw new Refused('A parenthesis is not closed.');
    return inner;
  };
  const ors = (next: () => Condition) => (): Condition => {
    const parts = [next()];
    while (take(/or\b/i)) parts.push(next());
    return (event) => joined(parts, event, true);
  };
  const ands = (next: () => Condition) => (): Condition => {
    const parts = [next()];
    while (take(/and\b/i) || !(isAtEnd() || /^\s*or\b/i.test(text.slice(at)))) parts.push(next());
    return (event) => joined(parts, event, false);
  };
  const whole: () => Condition = orFirst ? ands(ors(unary)) : ors(ands(unary));

  const condition = whole();
  if (text.slice(at).trim() !== '') throw new Refused(`"${text.slice(at)}" is left over.`);
  return condition;
}

function joined(parts: readonly Condition[], event: SigmaEvent, deciding: boolean): Truth {
  const truths = parts.map((part) => part(event));
  if (truths.includes(deciding)) return deciding;
  return truths.includes(null) ? null : !deciding;
}
