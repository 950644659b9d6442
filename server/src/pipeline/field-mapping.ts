/** The base of all transformations that rename fields: in detection items, field references, the field list and correlations. */
import type { Spanned } from '../sigma/rule/sigma-rule.ts';
import type { SigmaFieldReference, SigmaType } from '../sigma/types/sigma-type.ts';
import { ConversionError } from './conversion-error.ts';
import type { PipelineRun } from './pipeline-run.ts';
import { isPlainList, isPlainMap, type PlainValue, plainText } from './plain-value.ts';
import { matchesFieldName, type ProcessingItem } from './processing-pipeline.ts';
import {
  type CorrelationDraft,
  type DetectionDraft,
  type ItemDraft,
  markApplied,
  type RuleDraft,
} from './rule-draft.ts';
import { withMultiWildcards } from './sigma-value.ts';
import { changeItems, type Transformation } from './transformation.ts';

/** New names of a field (`null`: keywords); a plain string renames in place, a list makes alternatives; `undefined` leaves it alone. */
export type FieldMapping = (field: string | null) => string | readonly string[] | undefined;

interface Step {
  readonly map: FieldMapping;
  readonly run: PipelineRun;
  readonly item: ProcessingItem;
}

export function fieldMappingTransformation(map: FieldMapping): Transformation {
  return {
    apply(rule, run, item) {
      const step = { map, run, item };
      if (!item.nativeFields) run.expectsMapping = true;
      rule.fields = rule.fields.flatMap((field) => mapSpanned(field, step));
      if (rule.kind === 'correlation') mapCorrelation(rule, step);
      markApplied(rule, item.identifier);
      if (rule.kind === 'rule') mapDetections(rule, step);
    },
  };
}

/** Names as a pipeline file gives them: a string, or a list of strings. */
export function mappingTarget(target: PlainValue): string | readonly string[] | undefined {
  if (target === null || typeof target === 'string') return target ?? undefined;
  if (isPlainList(target)) return target.map(plainText);
  if (isPlainMap(target)) return [...target.keys()].map(plainText);
  throw new ConversionError('TypeError', 'A field can only be mapped to a name or to a list of names.');
}

function mapName(field: string, { map, run, item }: Step): readonly string[] {
  const mapping = map(field);
  if (mapping === undefined || !matchesFieldName(item, field, run)) return [field];
  const names = typeof mapping === 'string' ? [mapping] : mapping;
  run.trackField(field, names, item.identifier);
  return names;
}

function mapSpanned(field: Spanned<string>, step: Step): Spanned<string>[] {
  return mapName(field.value, step).map((value) => ({ value, span: field.span }));
}

function mapToOne(field: string, what: string, step: Step): string {
  const names = mapName(field, step);
  if (names.length > 1)
    throw new ConversionError(
      'SigmaConfigurationError',
      `Field name mapping transformation can't be applied to correlation rule ${what} because it results in multiple field names.`,
    );
  if (names.length === 0) throw new ConversionError('IndexError', 'list index out of range');
  return names[0] as string;
}

function mapCorrelation(rule: CorrelationDraft, step: Step): void {
  if (rule.groupBy) {
    const aliases = new Set(rule.aliases.map(({ alias }) => alias));
    rule.aliases = rule.aliases.map((alias) => ({
      ...alias,
      mapping: alias.mapping.map((entry) => ({ ...entry, field: mapToOne(entry.field, 'alias mapping', step) })),
    }));
    rule.groupBy = rule.groupBy.flatMap((field) => (aliases.has(field.value) ? [field] : mapSpanned(field, step)));
  }
  if (!rule.condition) return;
  const fields = rule.condition.fields.map((field) => ({
    ...field,
    value: mapToOne(field.value, 'condition field reference', step),
  }));
  rule.condition = { ...rule.condition, fields };
}

function mapDetections(rule: RuleDraft, step: Step): void {
  for (const { detection } of rule.detections.values())
    changeItems(detection, (detectionItem) => mapItem(detectionItem, step), step.run, step.item);
}

function mapItem(detectionItem: ItemDraft, step: Step): ItemDraft | DetectionDraft | undefined {
  const { map, run, item } = step;
  const referenceMatched = mapReferences(detectionItem, step);
  const { field } = detectionItem;
  const mapping = map(field);
  const matched = mapping !== undefined && matchesFieldName(item, field, run);
  if (!matched && !referenceMatched) return undefined;
  let result: ItemDraft | DetectionDraft = detectionItem;
  if (matched) {
    detectionItem.mapped = true;
    if (field === null) detectionItem.value = detectionItem.value.map(asKeyword);
    if (typeof mapping === 'string') {
      detectionItem.field = mapping;
      markApplied(detectionItem, item.identifier);
    } else result = alternatives(detectionItem, mapping);
  }
  if (mapping !== undefined) run.fieldMappings.addMapping(field, typeof mapping === 'string' ? [mapping] : mapping);
  return result;
}

/** A keyword matches anywhere in an event, so in a field it matches anywhere in the value. */
function asKeyword(value: SigmaType): SigmaType {
  return value.type === 'string' ? withMultiWildcards(value) : value;
}

function alternatives(detectionItem: ItemDraft, fields: readonly string[]): DetectionDraft {
  if (fields.length === 0) throw new ConversionError('SigmaDetectionError', 'Detection is empty', detectionItem.span);
  return {
    kind: 'detection',
    itemLinking: 'or',
    span: detectionItem.span,
    items: fields.map((field) => ({
      ...detectionItem,
      field,
      originalValue: detectionItem.value,
      applied: undefined,
    })),
  };
}

function mapReferences(detectionItem: ItemDraft, step: Step): boolean {
  const { run, item } = step;
  const matches = (value: SigmaType): value is SigmaFieldReference =>
    value.type === 'fieldref' && matchesFieldName(item, value.field, run);
  if (!detectionItem.value.some(matches)) return false;
  detectionItem.value = detectionItem.value.flatMap((value): SigmaType[] =>
    matches(value) ? mapName(value.field, step).map((field) => ({ ...value, field })) : [value],
  );
  return true;
}
