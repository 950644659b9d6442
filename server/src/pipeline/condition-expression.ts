/** Expressions over the names of conditions (`rule_cond_expr: a and not b`), with the grammar of rule conditions but no selectors. */
import type { Span } from '../base/span.ts';
import { type InfixGrammar, parseInfix } from '../sigma/condition/infix.ts';
import type { ConditionNode } from '../sigma/rule/sigma-rule.ts';
import { ConversionError } from './conversion-error.ts';

export type ConditionExpression =
  | { readonly kind: 'and' | 'or'; readonly args: readonly ConditionExpression[] }
  | { readonly kind: 'not'; readonly args: readonly [ConditionExpression] }
  | { readonly kind: 'identifier'; readonly name: string };

const identifier = /[0-9A-Za-z_-]+/y;

const grammar: InfixGrammar = {
  // pySigma: processing/condition_expressions.py#parse_condition_expression – operators are literals, as in rule conditions.
  operator: (name, text, at) => (text.startsWith(name, at) ? at + name.length : -1),
  operand(text, at, offset) {
    identifier.lastIndex = at;
    if (!identifier.test(text)) return null;
    const end = identifier.lastIndex;
    return {
      node: { kind: 'identifier', name: text.slice(at, end), span: { start: offset(at), end: offset(end) } },
      end,
    };
  },
  expected: 'W:(-0-9A-Z_a-z)',
};

/** Throws a `ConversionError`; `span` is where the expression stands in the pipeline file. */
export function parseConditionExpression(text: string, span: Span): ConditionExpression {
  const result = parseInfix(text, grammar, (index) => index);
  if ('tree' in result) return result.tree as ConditionNode & ConditionExpression;
  const { message, index } = result.error;
  throw new ConversionError(
    'SigmaPipelineConditionError',
    `Error parsing condition expression: ${message} in expression '${text}' at location ${index + 1}`,
    span,
  );
}

export function identifiersOf(expression: ConditionExpression): Set<string> {
  if (expression.kind === 'identifier') return new Set([expression.name]);
  return new Set(expression.args.flatMap((argument) => [...identifiersOf(argument)]));
}
