/** The texts about everything that a pipeline file may hold, found by where it stands. */
import type { ConditionPrefix, ItemFamily } from '../pipeline-tree.ts';
import { conditionDocs } from './condition-docs.ts';
import type { PartDoc, PartDocs } from './part-doc.ts';
import { finalizerDocs, postprocessingDocs } from './query-docs.ts';
import { transformationDocs } from './transformation-docs.ts';

const families: Readonly<Record<ItemFamily, PartDocs>> = {
  transformations: transformationDocs,
  postprocessing: postprocessingDocs,
  finalizers: finalizerDocs,
};

export function itemDocOf(family: ItemFamily, type: string): PartDoc | undefined {
  return own(families[family], type);
}

export function conditionDocOf(prefix: ConditionPrefix, type: string): PartDoc | undefined {
  return own(conditionDocs[prefix], type);
}

export function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
