/** Extended conditions of temporal correlations: an expression over rules. Here the operators are words, unlike in rules' conditions. */
import { type InfixGrammar, parseInfix } from '../condition/infix.ts';
import { errorSpan } from '../condition/parse-condition.ts';
import { pyparsingMessage } from '../condition/pyparsing-message.ts';
import type { ConditionNode, SigmaConditionText, SigmaRuleReference } from '../rule/sigma-rule.ts';
import type { SigmaError } from '../sigma-error.ts';

export interface ParsedExtendedCondition {
  readonly tree: ConditionNode | null;
  /** A RecursionError stops pySigma even when it collects errors. */
  readonly error: SigmaError | null;
}

// pySigma: correlations.py#SigmaExtendedCorrelationCondition.get_referenced_rules – one Python frame per level of operators.
const maximumDepth = 950;

const identifier = /[A-Za-z_][0-9A-Za-z_]*/y;
const words = {
  not: /(?<![0-9A-Za-z_$])not(?![0-9A-Za-z_$])/y,
  and: /(?<![0-9A-Za-z_$])and(?![0-9A-Za-z_$])/y,
  or: /(?<![0-9A-Za-z_$])or(?![0-9A-Za-z_$])/y,
};

const grammar: InfixGrammar = {
  operator(name, text, at) {
    const word = words[name];
    word.lastIndex = at;
    return word.test(text) ? at + name.length : -1;
  },
  operand(text, at, offset) {
    identifier.lastIndex = at;
    const name = identifier.exec(text)?.[0];
    if (name === undefined) return null;
    const end = at + name.length;
    return { node: { kind: 'identifier', name, span: { start: offset(at), end: offset(end) } }, end };
  },
  expected: 'W:(A-Z_a-z, 0-9A-Z_a-z)',
};

export function parseExtendedCondition(condition: SigmaConditionText): ParsedExtendedCondition {
  const result = parseInfix(condition.text, grammar, (index) => condition.offsetAt(index));
  if ('error' in result) {
    const { message, index } = result.error;
    const text = `Failed to parse extended condition expression: ${pyparsingMessage(condition.text, index, message)}`;
    const error = { errorClass: 'SigmaCorrelationConditionError', message: text, span: errorSpan(condition, index) };
    return { tree: null, error };
  }
  if (result.depth > maximumDepth) {
    const message = 'maximum recursion depth exceeded';
    return { tree: null, error: { errorClass: 'RecursionError', message, span: condition.span } };
  }
  return { tree: result.tree, error: null };
}

/** The rules that an extended condition names, each once, in order of appearance. */
export function referencedRules(tree: ConditionNode): SigmaRuleReference[] {
  const found = new Map<string, SigmaRuleReference>();
  const open: ConditionNode[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'identifier') {
      if (!found.has(node.name)) found.set(node.name, { reference: node.name, span: node.span });
    } else if (node.kind !== 'selector') {
      open.push(...node.args.toReversed());
    }
  }
  return [...found.values()];
}
