/** A pattern that matches somewhere in exactly the same texts, with less to try. Only for yes or no: groups and places may differ. */
import type { PythonRegex, RegexNode, RegexSequence } from './ast.ts';

/** `.*a.*` is found where `a` is found: repeats at both ends of the expression need only their least count. */
export function simplifyForSearch(regex: PythonRegex): PythonRegex {
  return refersToGroups(regex.body) ? regex : { ...regex, body: trim(regex.body) };
}

function trim(body: RegexSequence): RegexSequence {
  let result = body;
  for (let changed = true; changed; ) {
    const next = trimEnd(trimStart(result));
    changed = next !== result;
    result = next;
  }
  return result;
}

function trimStart(body: RegexSequence): RegexSequence {
  const [first, ...rest] = body;
  // A possessive repeat takes what the rest would need.
  if (first?.kind !== 'repeat' || first.mode === 'possessive') return body;
  const shorter = leastCount(first);
  return shorter ? [...shorter, ...rest] : body;
}

function trimEnd(body: RegexSequence): RegexSequence {
  const last = body.at(-1);
  const shorter = last && leastCount(last);
  return shorter ? [...body.slice(0, -1), ...shorter] : body;
}

/** What is enough of a repeat at an end; `undefined` if it is as short as it can be. */
function leastCount(node: RegexNode): RegexSequence | undefined {
  if (node.kind !== 'repeat' || node.max === node.min || hasLookAround(node.body)) return undefined;
  if (node.min === 0) return [];
  return node.min === 1 ? node.body : [{ ...node, max: node.min, mode: 'greedy' }];
}

/** Looking around, an iteration may depend on its neighbours. */
function hasLookAround(body: RegexSequence): boolean {
  return some(body, (node) => node.kind === 'look' || node.kind === 'at' || node.kind === 'atomic');
}

function refersToGroups(body: RegexSequence): boolean {
  return some(body, (node) => node.kind === 'backreference' || node.kind === 'conditional');
}

function some(body: RegexSequence, test: (node: RegexNode) => boolean): boolean {
  return body.some((node) => test(node) || children(node).some((child) => some(child, test)));
}

function children(node: RegexNode): readonly RegexSequence[] {
  if (node.kind === 'branch') return node.branches;
  if (node.kind === 'conditional') return [node.yes, node.no ?? []];
  return 'body' in node ? [node.body] : [];
}
