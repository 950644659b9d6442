import type { TimestampPart } from '../sigma/types/sigma-type.ts';
import type { Scalar } from './sigma-event.ts';

/**
 * A part of a point in time, in UTC (`week` is the ISO week). Reads ISO 8601 and its common relatives (a space for the `T`, a comma before fractions, no
 * zone = UTC) and seconds, milliseconds, microseconds or nanoseconds since 1970. `undefined` when the value is no time.
 */
export function timestampPart(value: Scalar, part: TimestampPart): number | undefined {
  const milliseconds = timestampOf(value);
  if (milliseconds === undefined) return undefined;
  const date = new Date(milliseconds);
  if (part === 'minute') return date.getUTCMinutes();
  if (part === 'hour') return date.getUTCHours();
  if (part === 'day') return date.getUTCDate();
  if (part === 'month') return date.getUTCMonth() + 1;
  if (part === 'year') return date.getUTCFullYear();
  return isoWeek(date);
}

const isoPattern =
  /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(Z|UTC|[-+]\d{2}:?\d{2})?)?\s*$/i;

/** Milliseconds since 1970, or `undefined`. */
export function timestampOf(value: Scalar | undefined): number | undefined {
  if (typeof value === 'number') return epochMilliseconds(value);
  if (typeof value === 'bigint') return epochMilliseconds(Number(value));
  if (typeof value !== 'string') return undefined;
  if (/^\s*\d{9,19}(\.\d+)?\s*$/.test(value)) return epochMilliseconds(Number(value));
  const match = isoPattern.exec(value);
  if (match === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return time + Number(`0.${fraction || '0'}`) * 1000 - zoneMilliseconds(zone);
}

function epochMilliseconds(number: number): number | undefined {
  if (!Number.isFinite(number) || number < 0) return undefined;
  if (number < 1e11) return number * 1000;
  if (number < 1e14) return number;
  return number < 1e17 ? number / 1000 : number / 1e6;
}

function zoneMilliseconds(zone: string): number {
  const match = /^([-+])(\d{2}):?(\d{2})$/.exec(zone);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

function isoWeek(date: Date): number {
  const thursday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()));
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const yearStart = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.ceil(((thursday.getTime() - yearStart) / 86_400_000 + 1) / 7);
}
