/** All conditions of processing items. */
import type { ConditionDefinition, ConditionKinds, Conditions } from '../processing-condition.ts';
import { containsDetectionItem } from './contains-detection-item.ts';
import { containsField } from './contains-field.ts';
import { containsWildcard } from './contains-wildcard.ts';
import { excludeFields } from './exclude-fields.ts';
import { includeFields } from './include-fields.ts';
import { isNull } from './is-null.ts';
import { isSigmaCorrelationRule } from './is-sigma-correlation-rule.ts';
import { isSigmaRule } from './is-sigma-rule.ts';
import { logsource } from './logsource.ts';
import { matchString } from './match-string.ts';
import { matchValue } from './match-value.ts';
import { processingItemApplied } from './processing-item-applied.ts';
import { processingState } from './processing-state.ts';
import { ruleAttribute } from './rule-attribute.ts';
import { tag } from './tag.ts';

export const conditions: readonly Conditions[] = [
  containsDetectionItem,
  containsField,
  containsWildcard,
  excludeFields,
  includeFields,
  isNull,
  isSigmaCorrelationRule,
  isSigmaRule,
  logsource,
  matchString,
  matchValue,
  processingItemApplied,
  processingState,
  ruleAttribute,
  tag,
];

/** The conditions of one kind by their ids. */
export function conditionsOfKind<K extends keyof ConditionKinds>(kind: K): ReadonlyMap<string, ConditionKinds[K]> {
  const definitions = conditions.flatMap((condition) => condition[kind] ?? []);
  return new Map(
    definitions.map((definition) => [(definition as ConditionDefinition<unknown>).id, definition]),
  ) as ReadonlyMap<string, ConditionKinds[K]>;
}
