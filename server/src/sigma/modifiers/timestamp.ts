import { sigmaTimestampPart } from '../types/sigma-number.ts';
import type { TimestampPart } from '../types/sigma-type.ts';
import { type ValueModifier, valueModifier } from './modifier.ts';

function timestampModifier(part: TimestampPart, classPart: string): ValueModifier {
  return valueModifier({
    ids: [part],
    className: `SigmaTimestamp${classPart}Modifier`,
    summary: `The field is a point in time; its ${part} is compared with the value.`,
    accepts: ['number', 'timestamp-part'],
    modify: (value) => sigmaTimestampPart(part, value.number, value.span),
  });
}

export const minute = timestampModifier('minute', 'Minute');
export const hour = timestampModifier('hour', 'Hour');
export const day = timestampModifier('day', 'Day');
export const week = timestampModifier('week', 'Week');
export const month = timestampModifier('month', 'Month');
export const year = timestampModifier('year', 'Year');
