/** Event types of Google SecOps: which ones a rule is about, and what that makes of its fields. They are a custom attribute of the rule. */

import { ConversionError } from '../conversion-error.ts';
import { fieldMappingTransformation, mappingTarget } from '../field-mapping.ts';
import type { PipelineRun } from '../pipeline-run.ts';
import { plainSigmaValue } from '../plain-sigma-value.ts';
import { isPlainList, isPlainMap, type PlainMap, type PlainValue, plainText, plainTruth } from '../plain-value.ts';
import { matchesDetectionItem, type ProcessingItem } from '../processing-pipeline.ts';
import { reproduces } from '../quirks.ts';
import { type AnyRuleDraft, type DetectionDraft, markApplied } from '../rule-draft.ts';
import type { Transformation, TransformationDefinition } from '../transformation.ts';

const attribute = 'event_types';
const leakedMappings = 'secops_event_type_mappings';

/** The event types of a rule, as far as a pipeline or the rule itself has named them. */
export function eventTypesOf({ customAttributes }: AnyRuleDraft): readonly PlainValue[] {
  const value = customAttributes.get(attribute);
  return isPlainList(value) ? value : isPlainMap(value) ? [...value.keys()] : [];
}

/** The rule's own attribute, or what its log source tells. */
const fromLogSource: TransformationDefinition = {
  id: 'secops_event_type_from_log_source',
  required: ['log_sources'],
  optional: [],
  create(parameters) {
    const table = parameters.map('log_sources');
    return {
      apply(rule, _run, item) {
        const named = rule.customAttributes.get(attribute);
        if (plainTruth(named)) {
          markApplied(rule, item.identifier);
          if (isPlainList(named))
            throw new ConversionError('TypeError', "The attribute event_types must be a text: unhashable type: 'list'");
          if (typeof named === 'string') rule.customAttributes.set(attribute, [named]);
          return;
        }
        const type = eventTypeOf(rule, table);
        rule.customAttributes.set(attribute, type === undefined ? [] : [type]);
        if (type !== undefined) markApplied(rule, item.identifier);
      },
    };
  },
};

function eventTypeOf(rule: AnyRuleDraft, table: PlainMap): PlainValue | undefined {
  // pySigma: secops/utils.py#determine_event_type_logsource – correlations have no log source.
  if (rule.kind !== 'rule')
    throw new ConversionError('AttributeError', "'SigmaCorrelationRule' object has no attribute 'logsource'");
  const { category, service, product } = rule.logsource;
  return [category, service, product].map((name) => table.get(name ?? null)).find((type) => type !== undefined);
}

/** The events that the selections name. */
const fromEventId: TransformationDefinition = {
  id: 'secops_event_type_from_event_id',
  required: ['event_ids'],
  optional: [],
  create(parameters) {
    const byId = new Map([...parameters.map('event_ids')].map(([id, type]) => [plainText(id), type]));
    return {
      apply(rule, run, item) {
        markApplied(rule, item.identifier);
        if (rule.kind !== 'rule') return;
        for (const [name, { detection }] of rule.detections) {
          const found = eventTypesOfDetection(detection, byId, run, item);
          if (!name.startsWith('sel') || found.length === 0) continue;
          rule.customAttributes.set(attribute, [...new Set([...eventTypesOf(rule), ...found])]);
        }
      },
    };
  },
};

function eventTypesOfDetection(
  detection: DetectionDraft,
  byId: ReadonlyMap<string, PlainValue>,
  run: PipelineRun,
  item: ProcessingItem,
): PlainValue[] {
  for (const child of detection.items) {
    if (child.kind === 'detection') {
      // pySigma: secops/transformations.py#SetRuleEventTypeFromEventIDTransformation – what a nested detection finds is lost.
      eventTypesOfDetection(child, byId, run, item);
      continue;
    }
    if (child.field !== 'EventID' || !matchesDetectionItem(item, child, run)) continue;
    const types = child.value.flatMap((value) => byId.get(plainText(plainSigmaValue(value))) ?? []);
    if (types.length === 0) continue;
    markApplied(child, item.identifier);
    return types;
  }
  return [];
}

/** Maps fields by the tables of the rule's event types; of several, the first one wins. */
const fieldMapping: TransformationDefinition = {
  id: 'secops_event_type_field_mapping',
  required: ['event_types', 'mappings'],
  optional: [],
  create(parameters): Transformation {
    const kinds = new Map<PlainValue, PlainValue>();
    for (const [kind, types] of parameters.map('event_types'))
      for (const type of isPlainList(types) ? types : []) kinds.set(type, kind);
    const mappings = parameters.map('mappings');
    const tableOf = (type: PlainValue): PlainMap => {
      const table = mappings.get(plainText(kinds.get(type) ?? ''));
      return isPlainMap(table) ? table : new Map();
    };
    return {
      apply(rule, run, item) {
        const targets = startingTargets(run);
        for (const table of eventTypesOf(rule).map(tableOf).reverse())
          for (const [field, target] of table) targets.set(field, target);
        const mapping = fieldMappingTransformation((field) => {
          const target = targets.get(field);
          return target === undefined ? undefined : mappingTarget(target);
        });
        mapping.apply(rule, run, item);
      },
    };
  },
};

// pySigma: secops/transformations.py#EventTypeFieldMappingTransformation – adds to the mappings of the rules before.
function startingTargets(run: PipelineRun): Map<PlainValue, PlainValue> {
  if (!reproduces(run, 'secops-mapping-leak')) return new Map();
  const kept = run.shared.get(leakedMappings);
  if (kept instanceof Map) return kept;
  const targets = new Map<PlainValue, PlainValue>();
  run.shared.set(leakedMappings, targets);
  return targets;
}

export const secopsEventTypeTransformations = [fromLogSource, fromEventId, fieldMapping];
