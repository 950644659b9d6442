import type { Span } from '../../base/span.ts';
import type { ConditionNode, SigmaConditionText } from '../../sigma/rule/sigma-rule.ts';

export interface ConditionName {
  readonly kind: 'selection' | 'selector';
  /** The selection's name, or the selector's pattern. */
  readonly text: string;
  readonly span: Span;
}

/** The selections and patterns that a condition names, in its order. Of a condition that cannot be read, the words that look like them. */
export function conditionNames(condition: SigmaConditionText, tree: ConditionNode | null): ConditionName[] {
  if (condition.node !== undefined) return [];
  return tree ? namesOf(tree) : wordsOf(condition);
}

function namesOf(tree: ConditionNode): ConditionName[] {
  const names: ConditionName[] = [];
  const open: ConditionNode[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'identifier') names.push({ kind: 'selection', text: node.name, span: node.span });
    else if (node.kind === 'selector') names.push({ kind: 'selector', text: node.pattern, span: node.patternSpan });
    else open.push(...node.args.toReversed());
  }
  return names;
}

const word = /(?:\b(?:1|any|all)\s+of\s+)?([0-9A-Za-z_*-]+)/g;
const keywords = new Set(['and', 'or', 'not', 'of', '1', 'any', 'all']);

function wordsOf({ text, offsetAt }: SigmaConditionText): ConditionName[] {
  return [...text.matchAll(word)].flatMap((match) => {
    const name = match[1] as string;
    if (keywords.has(name)) return [];
    const isSelector = match[0].length > name.length || name.includes('*');
    const end = match.index + match[0].length;
    const span = { start: offsetAt(end - name.length), end: offsetAt(end) };
    return [{ kind: isSelector ? 'selector' : 'selection', text: name, span }];
  });
}
