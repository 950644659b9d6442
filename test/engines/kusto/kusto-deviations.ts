/** Where Kusto judges an event otherwise than the evaluator. */
import type { SigmaEvent } from '../../../server/src/evaluate/sigma-event.ts';
import { sigmaStringToPlain } from '../../../server/src/sigma/types/sigma-string.ts';
import { changeValues, type Deviation, withoutMalformed } from '../deviations.ts';
import type { FieldType } from '../rule-cases.ts';

export const kustoDeviations: readonly Deviation[] = [
  {
    id: 'type',
    reason: 'A value that does not fit the type of its column is not taken in: for queries it is missing.',
    notice: undefined,
    event: withoutMalformed,
  },
  {
    id: 'empty is missing',
    reason: 'A column of texts holds an empty text where a value is missing: what asks for no value finds empty ones.',
    notice: 'missing_is_empty',
    event: withoutEmpty,
    rule: (rule) =>
      changeValues(rule, (value) =>
        value.type === 'string' && sigmaStringToPlain(value) === '' ? { type: 'null' } : value,
      ),
  },
  {
    id: 'missing is empty',
    reason:
      'A column of texts holds an empty text where a value is missing: what an empty text meets finds missing ones.',
    notice: 'missing_is_empty',
    event: withEmpty,
  },
];

function withoutEmpty(event: SigmaEvent): SigmaEvent {
  return Object.fromEntries(Object.entries(event).filter(([, value]) => value !== ''));
}

function withEmpty(event: SigmaEvent, fields: ReadonlyMap<string, FieldType>): SigmaEvent {
  const missing = [...fields].filter(([field, type]) => (type === 'keyword' || type === 'ip') && !(field in event));
  return { ...event, ...Object.fromEntries(missing.map(([field]) => [field, ''])) };
}
