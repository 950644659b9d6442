import type { SigmaType } from '../sigma/types/sigma-type.ts';
import { ConversionError } from './conversion-error.ts';
import type { Parameters } from './parameters.ts';
import type { DetectionItemCondition } from './processing-condition.ts';

/** Throws for a `cond` that is neither `any` nor `all`. */
export function checkAnyOrAll(parameters: Parameters): 'any' | 'all' {
  const cond = parameters.value('cond');
  if (cond === 'any' || cond === 'all') return cond;
  throw new ConversionError(
    'SigmaConfigurationError',
    `The value '${cond}' for the 'cond' parameter is invalid. It must be 'any' or 'all'.`,
    parameters.spanOf('cond'),
  );
}

/** A condition on the values of an item: with `cond: any` one must match, with `all` every one (none at all will do). */
export function valueCondition(parameters: Parameters, matches: (value: SigmaType) => boolean): DetectionItemCondition {
  const cond = checkAnyOrAll(parameters);
  return { match: (item) => (cond === 'any' ? item.value.some(matches) : item.value.every(matches)) };
}
