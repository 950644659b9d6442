/** What an item of a pipeline file may say, but what does not do what it seems to. */
import { plainTruth, plainValue } from '../../pipeline/plain-value.ts';
import type { YamlPair } from '../../yaml/nodes.ts';
import type { CheckContext } from './check-context.ts';
import { itemDocOf, own } from './docs/index.ts';
import { permissionDocs } from './docs/key-docs.ts';
import {
  type ConditionGroup,
  type PipelineCondition,
  type PipelineItem,
  pairOf,
  parameterOf,
  textOf,
  typeText,
} from './pipeline-tree.ts';

export function checkItemUse(item: PipelineItem, context: CheckContext): void {
  for (const group of item.groups) {
    checkHeeded(item, group, context);
    checkLinking(group, context);
    if (group.prefix === 'rule') checkContradictions(group, context);
  }
  checkPermissions(item, context);
  checkMapping(item, context);
  const type = typeText(item);
  if (type === 'field_name_transform' && item.type)
    warn(context, item.type, 'A file cannot hold the function that this needs: rules with fields cannot be converted.');
  if (type === 'change_logsource' && item.type && item.parameters.length === 0)
    warn(context, item.type, 'Give a category, a product or a service: a rule cannot be without a log source.');
}

const noEffect = 'pipeline_no_effect';

function warn({ report }: CheckContext, { value }: YamlPair, message: string): void {
  report('warning', noEffect, value.span, message);
}

/** Conditions that the item does not ask. */
function checkHeeded(item: PipelineItem, group: ConditionGroup, { report }: CheckContext): void {
  if (group.prefix === 'rule') return;
  const type = typeText(item);
  const scope = type === undefined ? undefined : itemDocOf(item.family, type)?.scope;
  const pair = group.list ?? group.expression ?? group.operator ?? group.negation;
  if (!pair || scope === undefined || scope === 'detection items') return;
  const subject = scope === 'rule' ? `"${type}" works on the rule as a whole` : 'Post-processing works on queries';
  const message = `${subject}, so only its "rule_conditions" count. Remove this, or ask the rule instead.`;
  report('warning', noEffect, pair.key.span, message, 'unnecessary');
}

function checkLinking(
  { prefix, list, operator, negation, expression }: ConditionGroup,
  { report }: CheckContext,
): void {
  const operation = operator && textOf(operator.value);
  if (operator && operation !== 'and' && operation !== 'or')
    report(
      'warning',
      'pipeline_ignored_value',
      operator.value.span,
      `Write "and" or "or": anything else counts as "and".`,
    );
  if (list || expression) return;
  for (const pair of [operator, negation]) {
    if (!pair) continue;
    const isNever = pair === negation && plainTruth(plainValue(pair.value));
    if (pair === operator && operation !== 'or') continue;
    const message =
      isNever || pair === operator
        ? `There are no "${prefix}_conditions", and without them this is never true: the item does nothing.`
        : `There are no "${prefix}_conditions" that this could turn around.`;
    report('warning', noEffect, pair.key.span, message);
  }
}

/** Conditions that cannot all be true of one rule. */
function checkContradictions(group: ConditionGroup, { report }: CheckContext): void {
  const { list, operator, expression, conditions } = group;
  if (!list || expression || (operator && textOf(operator.value) === 'or')) return;
  const logsources = conditions.filter((condition) => typeText(condition) === 'logsource');
  for (const [index, condition] of logsources.entries()) {
    const other = logsources.slice(0, index).find((earlier) => differs(earlier, condition));
    if (!other) continue;
    const message =
      'A rule has one log source, so this and the one above are never true together. Write "rule_cond_op: or".';
    report('warning', 'pipeline_never_true', condition.node.span, message);
    break;
  }
  const kinds = new Set(conditions.map(typeText));
  const rule = conditions.find((condition) => typeText(condition) === 'is_sigma_rule');
  if (rule && kinds.has('is_sigma_correlation_rule')) {
    const message = 'Nothing is a rule and a correlation at once, so this is never true.';
    report('warning', 'pipeline_never_true', rule.node.span, message);
  }
}

/** Correlations match by any rule that they refer to, but for one rule two different values exclude each other. */
function differs(a: PipelineCondition, b: PipelineCondition): boolean {
  return ['category', 'product', 'service'].some((part) => {
    const [one, other] = [a, b].map(({ node }) => textOf(pairOf(node, part)?.value));
    return one !== undefined && other !== undefined && one !== other;
  });
}

const external = new Set(['file_placeholders', 'http_placeholders', 'command_placeholders']);

function checkPermissions(item: PipelineItem, { report }: CheckContext): void {
  const type = typeText(item);
  for (const { key } of item.parameters) {
    const doc = own(permissionDocs, textOf(key) ?? '');
    if (doc) report('information', 'pipeline_needs_trust', key.span, doc.text);
  }
  if (item.type && type !== undefined && external.has(type)) {
    const message =
      'This reads from outside, which works only where the user allows external sources and trusts the folder.';
    report('information', 'pipeline_needs_trust', item.type.value.span, message);
  }
  const path = type === 'template' ? parameterOf(item, 'path') : undefined;
  if (path && plainValue(path.value) !== null) {
    const message = 'A template in another file is read only where the user allows external sources.';
    report('information', 'pipeline_needs_trust', path.value.span, message);
  }
}

function checkMapping(item: PipelineItem, { report }: CheckContext): void {
  if (typeText(item) !== 'map_string' && typeText(item) !== 'field_name_mapping') return;
  const mapping = parameterOf(item, 'mapping');
  if (mapping?.value.kind !== 'map') return;
  if (mapping.value.pairs.length === 0)
    report('hint', noEffect, mapping.key.span, 'This mapping is empty, so the item changes nothing.');
  for (const { key, value } of mapping.value.pairs) {
    if (typeText(item) === 'field_name_mapping' && value.kind === 'seq' && value.items.length === 0)
      report(
        'warning',
        'pipeline_empty_target',
        value.span,
        'An empty list makes the conversion of such rules fail. Name at least one field.',
      );
    if (textOf(key) !== textOf(value) || textOf(key) === undefined || typeText(item) !== 'field_name_mapping') continue;
    report(
      'hint',
      'pipeline_self_mapping',
      value.span,
      'This field keeps its name. It only counts as mapped for later items.',
    );
  }
}
