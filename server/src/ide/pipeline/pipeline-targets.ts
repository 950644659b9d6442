/** Names in a pipeline file and what they refer to: items by id, conditions in expressions, state, variables. */
import { type Span, touches } from '../../base/span.ts';
import type { YamlNode, YamlScalar, YamlStream } from '../../yaml/nodes.ts';
import { scalarOffsetAt } from '../../yaml/source-offset.ts';
import {
  allItems,
  conditionsOf,
  isScalar,
  type PipelineItem,
  type PipelineTree,
  pairOf,
  parameterOf,
  pipelineTree,
  textOf,
  typeText,
} from './pipeline-tree.ts';

export interface PipelineTarget {
  /** The name at the cursor. */
  readonly from: Span;
  /** The item, condition or variable as a whole. */
  readonly to: Span;
  /** Its name there. */
  readonly name: Span;
}

/** What the name at an offset of a file refers to. */
export function pipelineDefinition({ documents, text }: YamlStream, offset: number): readonly PipelineTarget[] {
  const root = documents[0]?.root;
  return root?.kind === 'map' ? pipelineTargets(pipelineTree(root), text, offset) : [];
}

/** What the name at an offset refers to; nothing when there is none. */
export function pipelineTargets(tree: PipelineTree, text: string, offset: number): readonly PipelineTarget[] {
  const items = allItems(tree.items);
  const item = items.findLast(({ node }) => touches(node.span, offset));
  if (!item) return [];
  return (
    inExpression(item, text, offset) ?? inCondition(item, items, offset) ?? inPlaceholders(tree, item, offset) ?? []
  );
}

function inExpression(item: PipelineItem, text: string, offset: number): PipelineTarget[] | undefined {
  const group = item.groups.find(({ expression }) => expression && touches(expression.value.span, offset));
  const expression = group?.expression?.value;
  if (!group || !isScalar(expression)) return undefined;
  const from = wordAt(expression, text, offset);
  return group.conditions.flatMap(({ name, node }) =>
    from && name && textOf(name) === from.word
      ? [{ from, name: name.span, to: { start: name.span.start, end: node.span.end } }]
      : [],
  );
}

function wordAt(scalar: YamlScalar, text: string, offset: number): (Span & { readonly word: string }) | undefined {
  for (const match of scalar.text.matchAll(/[0-9A-Za-z_-]+/g)) {
    const start = scalarOffsetAt(text, scalar, match.index);
    const end = scalarOffsetAt(text, scalar, match.index + match[0].length);
    if (start <= offset && offset <= end) return { start, end, word: match[0] };
  }
  return undefined;
}

function inCondition(item: PipelineItem, items: readonly PipelineItem[], offset: number): PipelineTarget[] | undefined {
  const condition = conditionsOf(item).find(({ node }) => touches(node.span, offset));
  if (!condition) return undefined;
  const type = typeText(condition);
  const isItem = type === 'processing_item_applied';
  const node = pairOf(condition.node, isItem ? 'processing_item_id' : 'key')?.value;
  if (!isScalar(node) || !touches(node.span, offset)) return undefined;
  const named = (one: PipelineItem) => (isItem ? one.id?.value : stateKey(one));
  if (!isItem && type !== 'processing_state') return undefined;
  return items.flatMap((one) => {
    const name = named(one);
    return name && textOf(name) === node.text ? [{ from: node.span, to: one.node.span, name: name.span }] : [];
  });
}

function stateKey(item: PipelineItem): YamlNode | undefined {
  return typeText(item) === 'set_state' ? parameterOf(item, 'key')?.value : undefined;
}

function inPlaceholders({ root }: PipelineTree, item: PipelineItem, offset: number): PipelineTarget[] | undefined {
  const include = typeText(item) === 'value_placeholders' ? parameterOf(item, 'include')?.value : undefined;
  const node = include?.kind === 'seq' ? include.items.find(({ span }) => touches(span, offset)) : undefined;
  const vars = pairOf(root, 'vars')?.value;
  const pair = node && vars ? pairOf(vars, textOf(node) ?? '') : undefined;
  return node && pair ? [{ from: node.span, to: pair.span, name: pair.key.span }] : undefined;
}
