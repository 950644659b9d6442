/**
 * A pipeline file as an editor sees it: which mapping is an item, which is a condition, and what belongs to which. Read from the nodes,
 * so that files with errors have a tree, too. What the parts mean is said by the registries in `pipeline/` and the texts in `docs/`.
 */
import type { YamlMap, YamlNode, YamlPair, YamlScalar } from '../../yaml/nodes.ts';

export const families = ['transformations', 'postprocessing', 'finalizers'] as const;
export type ItemFamily = (typeof families)[number];

export const conditionPrefixes = ['rule', 'detection_item', 'field_name'] as const;
export type ConditionPrefix = (typeof conditionPrefixes)[number];

/** The keys of a pipeline file, in the order in which they are usually written. */
export const topLevelKeys = ['name', 'priority', 'allowed_backends', 'vars', ...families] as const;

export interface PipelineCondition {
  readonly prefix: ConditionPrefix;
  /** The key in a mapping of conditions; `undefined` in a list. */
  readonly name: YamlNode | undefined;
  readonly node: YamlNode;
  readonly type: YamlPair | undefined;
  readonly parameters: readonly YamlPair[];
}

/** `rule_conditions` and what links them. */
export interface ConditionGroup {
  readonly prefix: ConditionPrefix;
  readonly list: YamlPair | undefined;
  readonly conditions: readonly PipelineCondition[];
  readonly expression: YamlPair | undefined;
  readonly operator: YamlPair | undefined;
  readonly negation: YamlPair | undefined;
}

export interface PipelineItem {
  readonly family: ItemFamily;
  readonly node: YamlNode;
  readonly type: YamlPair | undefined;
  readonly id: YamlPair | undefined;
  /** Groups that have at least one key. */
  readonly groups: readonly ConditionGroup[];
  /** What is neither the type, the id nor about conditions. */
  readonly parameters: readonly YamlPair[];
  /** Of `nest` and `nested`. */
  readonly nested: readonly PipelineItem[];
}

export interface PipelineTree {
  readonly root: YamlMap;
  /** By family, in the order of the file. */
  readonly items: readonly PipelineItem[];
}

export function pipelineTree(root: YamlMap): PipelineTree {
  const items = families.flatMap((family) => itemsOf(pairOf(root, family)?.value, family));
  return { root, items };
}

/** Every item with those inside it. */
export function allItems(items: readonly PipelineItem[]): readonly PipelineItem[] {
  return items.flatMap((item) => [item, ...allItems(item.nested)]);
}

export function conditionsOf(item: PipelineItem): readonly PipelineCondition[] {
  return item.groups.flatMap(({ conditions }) => conditions);
}

/** The text of a scalar that is written as a word or text; `undefined` for everything else. */
export function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.text : undefined;
}

export function typeText({ type }: Pick<PipelineItem, 'type'>): string | undefined {
  return textOf(type?.value);
}

/** The pair that counts for a key: the last one of duplicates. */
export function pairOf(node: YamlNode, key: string): YamlPair | undefined {
  if (node.kind !== 'map') return undefined;
  return node.pairs.findLast((pair) => textOf(pair.key) === key);
}

export function parameterOf({ parameters }: Pick<PipelineItem, 'parameters'>, name: string): YamlPair | undefined {
  return parameters.findLast(({ key }) => textOf(key) === name);
}

export function isScalar(node: YamlNode | undefined): node is YamlScalar {
  return node?.kind === 'scalar';
}

function itemsOf(node: YamlNode | undefined, family: ItemFamily): PipelineItem[] {
  return node?.kind === 'seq' ? node.items.map((item) => itemOf(item, family)) : [];
}

function itemOf(node: YamlNode, family: ItemFamily): PipelineItem {
  const pairs = node.kind === 'map' ? node.pairs : [];
  const groups = family === 'finalizers' ? [] : conditionPrefixes.flatMap((prefix) => groupOf(node, prefix));
  const type = pairOf(node, 'type');
  const inside = family === 'finalizers' ? 'finalizers' : 'items';
  const holdsItems = textOf(type?.value) === (family === 'finalizers' ? 'nested' : 'nest');
  const isOwn = (key: string | undefined) => key === 'type' || (key === 'id' && family !== 'finalizers');
  return {
    family,
    node,
    type,
    id: family === 'finalizers' ? undefined : pairOf(node, 'id'),
    groups,
    parameters: pairs.filter(({ key }) => {
      const text = textOf(key);
      return !isOwn(text) && (family === 'finalizers' || !isConditionKey(text));
    }),
    nested: holdsItems ? itemsOf(pairOf(node, inside)?.value, family) : [],
  };
}

/** What stands behind a prefix in keys about conditions. */
export const conditionSuffixes = ['conditions', 'cond_op', 'cond_not', 'cond_expr'] as const;

const conditionKeys = new Set(
  conditionPrefixes.flatMap((prefix) => conditionSuffixes.map((suffix) => `${prefix}_${suffix}`)),
);

export function isConditionKey(key: string | undefined): boolean {
  return key !== undefined && conditionKeys.has(key);
}

function groupOf(item: YamlNode, prefix: ConditionPrefix): ConditionGroup[] {
  const [list, operator, negation, expression] = conditionSuffixes.map((suffix) => pairOf(item, `${prefix}_${suffix}`));
  if (!list && !operator && !negation && !expression) return [];
  const value = list?.value;
  const conditions =
    value?.kind === 'seq'
      ? value.items.map((node) => conditionOf(node, prefix))
      : value?.kind === 'map'
        ? value.pairs.map((pair) => conditionOf(pair.value, prefix, pair.key))
        : [];
  return [{ prefix, list, conditions, expression, operator, negation }];
}

function conditionOf(node: YamlNode, prefix: ConditionPrefix, name?: YamlNode): PipelineCondition {
  const pairs = node.kind === 'map' ? node.pairs : [];
  const type = pairOf(node, 'type');
  return { prefix, name, node, type, parameters: pairs.filter(({ key }) => textOf(key) !== 'type') };
}
