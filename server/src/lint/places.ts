/** Places in a rule that several lint rules point at. */
import type { Span } from '../base/span.ts';
import type { AnySigmaRule, ConditionNode, SigmaConditionText } from '../sigma/rule/sigma-rule.ts';
import type { IndexedRule } from '../workspace/workspace-index.ts';
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';
import type { ReadCondition, RelatedPlace } from './define-rule.ts';

/** Where a finding about the rule as a whole stands: its title, else its first key. */
export function headOf(rule: AnySigmaRule): Span {
  return rule.title?.span ?? rule.node.pairs[0]?.key.span ?? { start: rule.span.start, end: rule.span.start };
}

/** The key of a mapping, as written. */
export function keySpan(map: YamlMap, key: string): Span | undefined {
  return map.pairs.find((pair) => pair.key.kind === 'scalar' && pair.key.value === key)?.key.span;
}

export type Selector = Extract<ConditionNode, { kind: 'selector' }>;

/** The selectors (`1 of x*`, `all of them`) of the conditions that could be read. */
export function* selectorsOf(
  conditions: readonly ReadCondition[],
): Generator<{ readonly selector: Selector; readonly condition: SigmaConditionText }> {
  for (const { condition, tree } of conditions)
    if (tree) for (const node of nodesOf(tree)) if (node.kind === 'selector') yield { selector: node, condition };
}

/** A node of a condition and everything below it. */
export function* nodesOf(node: ConditionNode): Generator<ConditionNode> {
  yield node;
  if (node.kind === 'and' || node.kind === 'or' || node.kind === 'not')
    for (const argument of node.args) yield* nodesOf(argument);
}

/** Every value that an earlier one equals, once for each repeated value. */
export function repetitions<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  const seen = new Map<string, number>();
  return values.filter((value) => {
    const count = (seen.get(keyOf(value)) ?? 0) + 1;
    seen.set(keyOf(value), count);
    return count === 2;
  });
}

/** Names the first of some rules, and says how many more there are. */
export function placesOf(rules: readonly IndexedRule[], by: 'title' | 'path' = 'title'): string {
  const [first] = rules;
  if (!first) return '';
  const title = first.rule.title?.value;
  const name = by === 'path' || title === undefined ? first.path || 'another rule of this file' : `'${title}'`;
  return rules.length === 1 ? name : `${name} and ${rules.length - 1} more`;
}

/** Other rules as places to go to from a finding: at most a few, each at what it shares with the finding's rule. */
export function relatedRules(rules: readonly IndexedRule[], key?: 'id' | 'name' | 'title'): RelatedPlace[] {
  return rules.slice(0, mostRelated).map(({ path, rule }) => ({
    path,
    span: (key && rule[key]?.span) ?? rule.title?.span ?? { start: rule.span.start, end: rule.span.start },
    message: rule.title?.value ?? 'another rule',
  }));
}

const mostRelated = 10;

/** Whether an offset lies in a scalar of the tree. */
export function isInScalar(node: YamlNode, offset: number): boolean {
  if (offset < node.span.start || offset >= node.span.end) return false;
  if (node.kind === 'scalar') return true;
  if (node.kind === 'seq') return node.items.some((item) => isInScalar(item, offset));
  return node.pairs.some(({ key, value }) => isInScalar(key, offset) || isInScalar(value, offset));
}
