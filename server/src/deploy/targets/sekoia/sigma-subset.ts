import type { Problem } from '../../../base/problem.ts';
import type { SigmaDetection, SigmaDetectionItem, SigmaRule } from '../../../sigma/rule/sigma-rule.ts';

/** Modifiers of Sekoia.io's Sigma engine (its own time modifiers are no Sigma and cannot stand in a valid rule). */
const modifiers = new Set([
  'contains',
  'all',
  'base64',
  'endswith',
  'startswith',
  're',
  'cidr',
  'lt',
  'lte',
  'gt',
  'gte',
]);

/** Names of the Elastic Common Schema without a dot. */
const rootFields = new Set(['@timestamp', 'message', 'tags', 'labels']);

/** What Sekoia.io's Sigma subset does not take, each at its place. `ecsName` suggests a name for a field of another taxonomy. */
export function checkSigmaSubset(
  rule: SigmaRule,
  ecsName: (field: string) => string | undefined = () => undefined,
): Problem[] {
  const problems: Problem[] = [];
  for (const { detection } of rule.detection?.detections.values() ?? []) {
    for (const item of itemsOf(detection)) problems.push(...checkItem(item, ecsName));
  }
  const conditions = rule.detection?.conditions ?? [];
  for (const condition of conditions.slice(1)) {
    const message = 'Sekoia.io takes one condition a rule. Join the conditions with "or", or split the rule.';
    problems.push({ code: 'sekoia-several-conditions', severity: 'error', span: condition.span, message });
  }
  return problems;
}

function checkItem(item: SigmaDetectionItem, ecsName: (field: string) => string | undefined): Problem[] {
  const problems: Problem[] = [];
  for (const modifier of item.modifiers) {
    if (modifiers.has(modifier)) continue;
    const message = `Sekoia.io does not know the modifier "${modifier}". It takes: ${[...modifiers].join(', ')}.`;
    problems.push({ code: 'sekoia-modifier', severity: 'error', span: item.keySpan, message });
  }
  if (item.field !== null && !item.field.includes('.') && !rootFields.has(item.field)) {
    const ecs = ecsName(item.field);
    const hint = ecs === undefined ? 'Use the name of the Elastic Common Schema.' : `Use "${ecs}".`;
    const message = `Sekoia.io takes field names of the Elastic Common Schema only, and "${item.field}" is none. ${hint}`;
    problems.push({ code: 'sekoia-field', severity: 'error', span: item.keySpan, message });
  }
  return problems;
}

function* itemsOf(detection: SigmaDetection): Generator<SigmaDetectionItem> {
  for (const item of detection.items) {
    if (item.kind === 'item') yield item;
    else yield* itemsOf(item);
  }
}
