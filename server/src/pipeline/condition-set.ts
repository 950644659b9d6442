/** The conditions of a processing item: linked with and/or, or by an expression over their names; then perhaps negated. */
import type { ConditionExpression } from './condition-expression.ts';

export interface ConditionSet<T> {
  readonly isEmpty: boolean;
  evaluate(matches: (condition: T) => boolean): boolean;
}

interface Definition<T> {
  readonly conditions: readonly T[] | ReadonlyMap<string, T>;
  /** `undefined` is `and`, too. */
  readonly linking: 'and' | 'or' | undefined;
  readonly expression: ConditionExpression | undefined;
  readonly negated: boolean;
}

function evaluateExpression<T>(
  expression: ConditionExpression,
  conditions: ReadonlyMap<string, T>,
  matches: (condition: T) => boolean,
): boolean {
  const evaluate = (node: ConditionExpression): boolean => evaluateExpression(node, conditions, matches);
  switch (expression.kind) {
    case 'identifier':
      return matches(conditions.get(expression.name) as T);
    case 'not':
      return !evaluate(expression.args[0]);
    case 'and':
      return !expression.args.map(evaluate).includes(false);
    case 'or':
      return expression.args.map(evaluate).includes(true);
  }
}

export function conditionSet<T>({ conditions, linking, expression, negated }: Definition<T>): ConditionSet<T> {
  const list = [...conditions.values()];
  const link = (matches: (condition: T) => boolean): boolean => {
    if (expression && conditions instanceof Map) return evaluateExpression(expression, conditions, matches);
    // pySigma: processing/pipeline.py#match_rule_conditions – evaluates every condition, so that an error of a later one surfaces, too.
    const results = list.map(matches);
    return linking === 'or' ? results.includes(true) : !results.includes(false);
  };
  if (list.length === 0 && !expression) {
    const result = (linking !== 'or') !== negated;
    return { isEmpty: true, evaluate: () => result };
  }
  return { isEmpty: list.length === 0, evaluate: (matches) => link(matches) !== negated };
}

export const noConditions: ConditionSet<never> = { isEmpty: true, evaluate: () => true };
