import type { PythonRegex, RegexNode, RegexSequence } from '../sigma/types/python-regex/ast.ts';

/** Shorter ones occur everywhere and help nobody. */
const shortestUseful = 2;
const mostAlternatives = 64;

/**
 * Literals in lower case of which every matching text holds at least one, or `undefined` when the expression promises nothing of the kind. Lets an index leave out the
 * expression for most texts.
 */
export function requiredLiterals(regex: PythonRegex): readonly string[] | undefined {
  const best = bestOf(regex.body);
  return best === undefined || best.length > mostAlternatives ? undefined : best;
}

function bestOf(sequence: RegexSequence): readonly string[] | undefined {
  let best: readonly string[] | undefined;
  let run = '';
  const consider = (candidate: readonly string[] | undefined): void => {
    if (candidate !== undefined && shortest(candidate) > (best === undefined ? shortestUseful - 1 : shortest(best)))
      best = candidate;
  };
  for (const node of flatten(sequence)) {
    const character = literalCharacter(node);
    if (character !== undefined) {
      run += character;
      continue;
    }
    consider([run]);
    run = '';
    consider(alternativesOf(node));
  }
  consider([run]);
  return best;
}

/** Capturing and plain groups are transparent. */
function flatten(sequence: RegexSequence): RegexNode[] {
  return sequence.flatMap((node) => {
    if (node.kind === 'group' || node.kind === 'atomic') return flatten(node.body);
    if (node.kind === 'repeat' && node.min === 1 && node.max === 1) return flatten(node.body);
    return [node];
  });
}

function alternativesOf(node: RegexNode): readonly string[] | undefined {
  if (node.kind === 'repeat') return node.min > 0 ? bestOf(node.body) : undefined;
  if (node.kind !== 'branch') return undefined;
  const alternatives = node.branches.map(bestOf);
  return alternatives.every((item) => item !== undefined) ? alternatives.flat() : undefined;
}

function literalCharacter(node: RegexNode): string | undefined {
  if (node.kind === 'literal') return String.fromCodePoint(node.code).toLowerCase();
  if (node.kind !== 'set' || node.negate) return undefined;
  const characters = new Set(
    node.items.map((item) => (item.kind === 'literal' ? String.fromCodePoint(item.code).toLowerCase() : undefined)),
  );
  return characters.size === 1 ? [...characters][0] : undefined;
}

function shortest(literals: readonly string[]): number {
  return literals.reduce((least, literal) => Math.min(least, literal.length), Number.POSITIVE_INFINITY);
}
