import { backends, findBackend } from '../../convert/backends/index.ts';
import { nearest } from '../../lint/nearest.ts';
import { isNumeric, plainValue } from '../../pipeline/plain-value.ts';
import type { YamlNode } from '../../yaml/nodes.ts';
import { type CheckContext, suggestion } from './check-context.ts';
import { families, type PipelineTree, pairOf, textOf, topLevelKeys } from './pipeline-tree.ts';

const known: readonly string[] = topLevelKeys;
/** Backends that other programs have; pipelines for them are none of our business. */
const foreignBackends = new Set([
  'carbon_black',
  'cortexxdr',
  'datadog',
  'elasticsearch',
  'fortisiem',
  'hawk',
  'insightidr',
  'loki',
  'microsoft365defender',
  'netwitness',
  'qradar',
  'sentinel',
  'sentinelone',
  'sqlite',
  'stix',
  'surrealql',
  'uberagent',
]);

export function checkTopLevel({ root }: PipelineTree, context: CheckContext): void {
  for (const { key } of root.pairs) {
    const text = textOf(key);
    if (text === undefined || known.includes(text)) continue;
    context.error(key.span, `A pipeline has no "${text}". ${suggestion(text, known)}`);
  }
  for (const family of families) checkList(pairOf(root, family)?.value, family, context);
  checkPriority(pairOf(root, 'priority')?.value, context);
  checkBackends(pairOf(root, 'allowed_backends')?.value, context);
  checkVars(pairOf(root, 'vars')?.value, context);
}

const ignored = 'pipeline_ignored_value';

function checkList(node: YamlNode | undefined, family: string, context: CheckContext): void {
  if (!node || node.kind === 'seq' || isEmpty(node)) return;
  if (isNothing(node)) context.error(node.span, `"${family}" is empty. Write its items behind "- ", or remove it.`);
  else context.error(node.span, `"${family}" is a list. Write each item behind a "- ".`);
}

function checkPriority(node: YamlNode | undefined, context: CheckContext): void {
  if (!node || isNumeric(plainValue(node))) return;
  context.report('warning', ignored, node.span, 'The priority is a number; this one counts as 0.');
}

function checkVars(node: YamlNode | undefined, context: CheckContext): void {
  if (!node || node.kind === 'map' || isNothing(node)) return;
  context.report('warning', ignored, node.span, '"vars" is a mapping from names to values; this is not used.');
}

function checkBackends(node: YamlNode | undefined, context: CheckContext): void {
  if (!node || isNothing(node)) return;
  if (node.kind !== 'seq') {
    const message = '"allowed_backends" is a list of backends; this is not used, and every backend is allowed.';
    context.report('warning', ignored, node.span, message);
    return;
  }
  const names = backends.flatMap(({ id, aliases }) => [id, ...aliases]);
  for (const item of node.items) {
    const name = textOf(item);
    if (name === undefined || findBackend(name) || foreignBackends.has(name)) continue;
    const guess = nearest(name, names);
    const message = guess
      ? `There is no backend "${name}". Did you mean "${guess}"?`
      : `There is no backend "${name}" here, so this name allows none. There are: ${backends.map(({ id }) => id).join(', ')}.`;
    context.report(guess ? 'warning' : 'information', 'pipeline_unknown_backend', item.span, message);
  }
}

export function isNothing(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** An empty mapping or text holds no items, as an empty list does. */
function isEmpty(node: YamlNode): boolean {
  return node.kind === 'map' ? node.pairs.length === 0 : node.kind === 'scalar' && node.value === '';
}
