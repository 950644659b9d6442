/** The base of transformations of values: each value of a matching detection item becomes another one, several, or stays. */
import type { SigmaString, SigmaType } from '../sigma/types/sigma-type.ts';
import type { PipelineRun } from './pipeline-run.ts';
import { detectionItemTransformation, type Transformation } from './transformation.ts';

export type ValueChange = (
  value: SigmaType,
  field: string | null,
  run: PipelineRun,
) => SigmaType | readonly SigmaType[] | undefined;

/** `undefined` leaves a value as it is; the item counts as processed when any value was replaced. */
export function valueTransformation(change: ValueChange): Transformation {
  return detectionItemTransformation((item, run) => {
    let modified = false;
    const values = item.value.flatMap((value) => {
      const replacement = change(value, item.field, run);
      if (replacement === undefined) return [value];
      modified = true;
      return replacement;
    });
    if (!modified) return undefined;
    item.value = values;
    item.originalValue = values;
    return item;
  });
}

export function stringValueTransformation(
  change: (value: SigmaString, field: string | null, run: PipelineRun) => ReturnType<ValueChange>,
): Transformation {
  return valueTransformation((value, field, run) => (value.type === 'string' ? change(value, field, run) : undefined));
}
