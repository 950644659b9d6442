import { ConversionError } from '../conversion-error.ts';
import type { Parameters } from '../parameters.ts';
import type { PipelineRun } from '../pipeline-run.ts';
import { isNumeric, isPlainList, type PlainValue, plainEquals } from '../plain-value.ts';
import { type Conditions, fieldNameCondition } from '../processing-condition.ts';

const definition = { id: 'processing_state', required: ['key', 'val'], optional: ['op'] } as const;

/** Compares a value that `set_state` left; one that is not set matches nothing. */
export const processingState: Conditions = {
  rule: {
    ...definition,
    create(parameters) {
      const matches = stateComparison(parameters);
      return { match: (_rule, run) => matches(run) };
    },
  },
  detectionItem: {
    ...definition,
    create(parameters) {
      const matches = stateComparison(parameters);
      return { match: (_item, run) => matches(run) };
    },
  },
  fieldName: {
    ...definition,
    create(parameters) {
      const matches = stateComparison(parameters);
      return fieldNameCondition((_field, run) => matches(run));
    },
  },
};

function stateComparison(parameters: Parameters): (run: PipelineRun) => boolean {
  const key = parameters.string('key');
  const value = parameters.value('val') ?? null;
  const operator = parameters.value('op') ?? 'eq';
  return (run) => {
    const state = run.state.get(key);
    if (state === undefined) return false;
    if (operator === 'eq') return plainEquals(state, value);
    if (operator === 'ne') return !plainEquals(state, value);
    if (operator === 'gte') return compare(state, value) >= 0;
    if (operator === 'gt') return compare(state, value) > 0;
    if (operator === 'lte') return compare(state, value) <= 0;
    if (operator === 'lt') return compare(state, value) < 0;
    throw new ConversionError('SigmaConfigurationError', `Invalid operation '${operator}' in rule state condition.`);
  };
}

/** Python's order of two values; those that cannot be ordered are an error. */
function compare(a: PlainValue, b: PlainValue): number {
  if (isNumeric(a) && isNumeric(b)) return Number(a) - Number(b);
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (isPlainList(a) && isPlainList(b)) {
    const i = a.findIndex((item, index) => index >= b.length || !plainEquals(item, b[index] as PlainValue));
    if (i < 0) return a.length - b.length;
    return i >= b.length ? 1 : compare(a[i] as PlainValue, b[i] as PlainValue);
  }
  throw new ConversionError('TypeError', 'The state and the value cannot be ordered, as their types differ.');
}
