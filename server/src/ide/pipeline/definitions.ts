/** What may stand behind `type:` in each part of a pipeline file. */
import { conditionsOfKind } from '../../pipeline/conditions/index.ts';
import { ConversionError } from '../../pipeline/conversion-error.ts';
import { finalizers } from '../../pipeline/finalizers/index.ts';
import type { Parameters } from '../../pipeline/parameters.ts';
import { postprocessingTransformations } from '../../pipeline/postprocessing/index.ts';
import { transformations } from '../../pipeline/transformations/index.ts';
import type { ConditionPrefix, ItemFamily } from './pipeline-tree.ts';

/** What the definitions of transformations, conditions and finalizers have in common. */
export interface Definition {
  readonly id: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Throws a `ConversionError` for parameters that make no sense. */
  create(parameters: Parameters, context: never): unknown;
}

const items = { transformations, postprocessing: postprocessingTransformations, finalizers } as const;

const conditions = {
  rule: conditionsOfKind('rule'),
  detection_item: conditionsOfKind('detectionItem'),
  field_name: conditionsOfKind('fieldName'),
} as const;

export function definitionsOf(family: ItemFamily): ReadonlyMap<string, Definition> {
  return items[family];
}

export function conditionDefinitions(prefix: ConditionPrefix): ReadonlyMap<string, Definition> {
  return conditions[prefix];
}

/** Why a definition refuses these parameters, if it does. What lies inside of it is not looked at. */
export function tryParameters(definition: Definition, parameters: Parameters): ConversionError | undefined {
  const nothing = {
    externalSources: undefined,
    readData: () => '',
    loadItems: () => [],
    loadFinalizers: () => [],
  };
  try {
    definition.create(parameters, nothing as never);
    return undefined;
  } catch (error) {
    if (error instanceof ConversionError) return error;
    throw error;
  }
}
