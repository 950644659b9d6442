import type { Span } from '../base/span.ts';
import type { AnySigmaRule, ConditionNode } from '../sigma/rule/sigma-rule.ts';
import { parseUuid } from '../sigma/rule/uuid.ts';
import { asMap, asSeq, asString, entryOf } from '../yaml/node-access.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { scalarOffsetAt } from '../yaml/source-offset.ts';

/** A place where a rule names another one, by id or name. */
export interface RuleMention {
  /** As written. */
  readonly reference: string;
  /** `rules` of a correlation or filter, a key below an alias, an operand of an extended condition, or `related`. */
  readonly role: 'rules' | 'alias' | 'condition' | 'related';
  /** The id or name itself, without quotes. */
  readonly span: Span;
}

/** What equal references have in common: a UUID in its canonical form, or the name. */
export function referenceKey(reference: string): string {
  return parseUuid(reference) ?? reference;
}

/** The content of a scalar without quotes, tags and anchors. */
export function scalarContent(text: string, scalar: YamlScalar): Span {
  return { start: scalarOffsetAt(text, scalar, 0), end: scalarOffsetAt(text, scalar, scalar.text.length) };
}

/** Every place where a rule names others, in no particular order. Read from the nodes, so broken rules have them, too. */
export function ruleMentions(text: string, rule: AnySigmaRule): RuleMention[] {
  const mentions: RuleMention[] = [];
  const add = (role: RuleMention['role'], node: YamlNode | undefined) => {
    const reference = asString(node);
    if (reference === undefined || reference === '' || node?.kind !== 'scalar') return;
    mentions.push({ reference, role, span: scalarContent(text, node) });
  };
  for (const item of asSeq(entryOf(rule.node, 'related')?.value)?.items ?? []) {
    const related = asMap(item);
    if (related) add('related', entryOf(related, 'id')?.value);
  }
  if (rule.kind === 'correlation') {
    for (const node of listed(below(rule.node, 'correlation'), 'rules')) add('rules', node);
    for (const node of aliasRules(below(rule.node, 'correlation'))) add('alias', node);
    const tree = rule.extendedCondition?.tree;
    for (const { name, span } of tree ? identifiersOf(tree) : [])
      mentions.push({ reference: name, role: 'condition', span });
  }
  if (rule.kind === 'filter' && rule.rules !== 'any')
    for (const node of listed(below(rule.node, 'filter'), 'rules')) add('rules', node);
  return mentions;
}

function below(map: YamlMap, key: string): YamlMap | undefined {
  return asMap(entryOf(map, key)?.value);
}

/** One node, or those of a list. */
function listed(map: YamlMap | undefined, key: string): readonly YamlNode[] {
  const node = map && entryOf(map, key)?.value;
  if (!node) return [];
  return node.kind === 'seq' ? node.items : [node];
}

function aliasRules(correlation: YamlMap | undefined): readonly YamlNode[] {
  const aliases = correlation && asMap(entryOf(correlation, 'aliases')?.value);
  return (aliases?.entries ?? []).flatMap(({ value }) => asMap(value)?.entries.map(({ key }) => key) ?? []);
}

/** Every identifier of a condition's tree, as often as it is written. */
function* identifiersOf(tree: ConditionNode): Generator<Extract<ConditionNode, { kind: 'identifier' }>> {
  const open: ConditionNode[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'identifier') yield node;
    else if (node.kind !== 'selector') open.push(...node.args.toReversed());
  }
}
