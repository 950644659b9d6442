/** What the items of a pipeline file say about each other: ids, state, variables, and items that no rule reaches. */
import type { Span } from '../../base/span.ts';
import { nearest } from '../../lint/nearest.ts';
import type { YamlNode } from '../../yaml/nodes.ts';
import type { CheckContext } from './check-context.ts';
import {
  allItems,
  conditionsOf,
  type PipelineItem,
  type PipelineTree,
  pairOf,
  parameterOf,
  textOf,
  typeText,
} from './pipeline-tree.ts';

interface Named {
  readonly text: string;
  readonly span: Span;
  /** Where the item stands among all. */
  readonly index: number;
}

export function checkReferences(tree: PipelineTree, context: CheckContext): void {
  checkLogsources(tree, context);
  const items = allItems(tree.items);
  const ids = named(items, (item) => item.id?.value);
  const references = conditionReferences(items, 'processing_item_applied', 'processing_item_id');
  checkDuplicateIds(ids, new Set(references.map(({ text }) => text)), context);
  checkItemReferences(ids, references, context);
  checkState(items, context);
  checkVariables(tree, items, context);
  checkReach(tree, context);
}

function named(items: readonly PipelineItem[], find: (item: PipelineItem) => YamlNode | undefined): Named[] {
  return items.flatMap((item, index) => {
    const node = find(item);
    const text = textOf(node);
    return node && text !== undefined && text !== '' ? [{ text, span: node.span, index }] : [];
  });
}

function conditionReferences(items: readonly PipelineItem[], type: string, parameter: string): Named[] {
  return items.flatMap((item, index) =>
    conditionsOf(item).flatMap((condition) => {
      const node = typeText(condition) === type ? pairOf(condition.node, parameter)?.value : undefined;
      return node?.kind === 'scalar' ? [{ text: node.text, span: node.span, index }] : [];
    }),
  );
}

function checkDuplicateIds(ids: readonly Named[], used: ReadonlySet<string>, { report }: CheckContext): void {
  const seen = new Set<string>();
  for (const { text, span } of ids) {
    if (seen.has(text)) {
      const message = `Another item has the id "${text}", too: conditions that refer to it are true after either.`;
      report(used.has(text) ? 'warning' : 'hint', 'pipeline_duplicate_id', span, message);
    }
    seen.add(text);
  }
}

function checkItemReferences(ids: readonly Named[], references: readonly Named[], { report }: CheckContext): void {
  const names = [...new Set(ids.map(({ text }) => text))];
  for (const { text, span, index } of references) {
    const found = ids.filter((id) => id.text === text);
    if (found.length === 0) {
      const guess = nearest(text, names);
      const hint = guess ? `Did you mean "${guess}"?` : 'This is true only if a pipeline that runs before has one.';
      report(
        guess ? 'warning' : 'information',
        'pipeline_unknown_item',
        span,
        `No item here has the id "${text}". ${hint}`,
      );
    } else if (found.every((id) => id.index > index)) {
      const message = `The item "${text}" comes later, so it has not been applied yet. Move it before this one.`;
      report('warning', 'pipeline_later_item', span, message);
    } else if (found.every((id) => id.index === index)) {
      report('warning', 'pipeline_later_item', span, 'This is the item itself, which has not been applied yet.');
    }
  }
  if (references.length === 0) return;
  const used = new Set(references.map(({ text }) => text));
  for (const { text, span } of ids)
    if (!used.has(text)) report('hint', 'pipeline_unused_id', span, `No condition here refers to the id "${text}".`);
}

function checkState(items: readonly PipelineItem[], { report }: CheckContext): void {
  const keys = named(items, (item) => (typeText(item) === 'set_state' ? parameterOf(item, 'key')?.value : undefined));
  for (const { text, span, index } of conditionReferences(items, 'processing_state', 'key')) {
    if (keys.some((key) => key.text === text && key.index < index)) continue;
    const isLater = keys.some((key) => key.text === text);
    const guess = nearest(
      text,
      [...new Set(keys.map((key) => key.text))].filter((key) => key !== text),
    );
    const reason = isLater ? `"${text}" is set only later` : `Nothing here sets "${text}"`;
    const hint =
      !isLater && guess ? `Did you mean "${guess}"?` : 'This is true only if a pipeline that runs before sets it.';
    report(isLater || guess ? 'warning' : 'information', 'pipeline_unset_state', span, `${reason}. ${hint}`);
  }
}

/** Placeholders that `value_placeholders` is to fill from variables that are not there. */
function checkVariables({ root }: PipelineTree, items: readonly PipelineItem[], { report }: CheckContext): void {
  const vars = pairOf(root, 'vars')?.value;
  const names = vars?.kind === 'map' ? vars.pairs.map(({ key }) => textOf(key) ?? '') : [];
  for (const item of items) {
    if (typeText(item) !== 'value_placeholders') continue;
    const include = parameterOf(item, 'include')?.value;
    for (const node of include?.kind === 'seq' ? include.items : []) {
      const name = textOf(node);
      if (name === undefined || names.includes(name)) continue;
      const guess = nearest(name, names);
      const hint = guess
        ? `Did you mean "${guess}"?`
        : 'Rules with this placeholder cannot be converted, unless another pipeline has it.';
      report(
        guess ? 'warning' : 'information',
        'pipeline_unknown_variable',
        node.span,
        `"vars" has no "${name}". ${hint}`,
      );
    }
  }
}

/** Items behind one that refuses every rule. */
function checkReach(tree: PipelineTree, { report }: CheckContext): void {
  const transformations = tree.items.filter(({ family }) => family === 'transformations');
  const wall = transformations.findIndex((item) => typeText(item) === 'rule_failure' && item.groups.length === 0);
  const [item, next] = [transformations[wall], transformations[wall + 1]];
  if (wall < 0 || !item?.type) return;
  const message = next
    ? 'Without conditions this refuses every rule, so no item behind it is ever reached. Add "rule_conditions".'
    : 'Without conditions this refuses every rule that gets here. Add "rule_conditions".';
  report('warning', 'pipeline_refuses_all', item.type.value.span, message);
}

/** Parts of log sources that no rules are known to have, but that are nearly those of some. */
function checkLogsources({ items }: PipelineTree, { report, vocabulary }: CheckContext): void {
  const nodes = allItems(items).flatMap((item) => [
    ...conditionsOf(item).flatMap((condition) => (typeText(condition) === 'logsource' ? [condition.node] : [])),
    ...(typeText(item) === 'change_logsource' ? [item.node] : []),
  ]);
  for (const part of ['category', 'product', 'service'] as const) {
    const known = new Set(vocabulary.logsources.flatMap((source) => source[part] ?? []));
    for (const node of nodes) {
      const value = pairOf(node, part)?.value;
      const name = textOf(value);
      if (!value || name === undefined || known.has(name)) continue;
      const guess = nearest(name, [...known]);
      if (guess === undefined) continue;
      const message = `No known log source has the ${part} "${name}". Did you mean "${guess}"?`;
      report('warning', 'pipeline_unknown_logsource', value.span, message);
    }
  }
}
