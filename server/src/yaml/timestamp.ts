import type { YamlDate, YamlDateTime } from './nodes.ts';
import type { PythonError } from './python-number.ts';

const pattern =
  /^([0-9]{4})-([0-9][0-9]?)-([0-9][0-9]?)(?:(?:[Tt]|[ \t]+)([0-9][0-9]?):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?(?:[ \t]*(Z|([-+])([0-9][0-9]?)(?::([0-9]{2}))?))?)?\n?$/;

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A date or a time, or what Python's `datetime` says against it. pyyaml: constructor.py#construct_yaml_timestamp */
export function constructTimestamp(text: string): YamlDate | YamlDateTime | PythonError {
  const match = pattern.exec(text);
  if (match === null) {
    return { errorClass: 'AttributeError', problem: "'NoneType' object has no attribute 'groupdict'" };
  }
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (match[4] === undefined) {
    const error = checkDate(year, month, day);
    return error === null ? { kind: 'date', year, month, day } : valueError(error);
  }
  const offset = match[9] === undefined ? null : offsetMinutes(match[9], match[10] as string, match[11]);
  if (offset !== null && Math.abs(offset) >= 24 * 60) {
    return valueError(
      'offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), ' +
        `not ${timedeltaRepr(offset)}.`,
    );
  }
  const error = checkDate(year, month, day) ?? checkTime(hour, minute, second);
  if (error !== null) return valueError(error);
  const fraction = (match[7] ?? '').slice(0, 6).padEnd(6, '0');
  const date = `${match[1]}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
  const zone = match[8] === undefined ? '' : offsetText(offset ?? 0);
  return { kind: 'datetime', text: `${date}${fraction === '000000' ? '' : `.${fraction}`}${zone}` };
}

function valueError(problem: string): PythonError {
  return { errorClass: 'ValueError', problem };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function checkDate(year: number, month: number, day: number): string | null {
  if (year < 1) return `year ${year} is out of range`;
  if (month < 1 || month > 12) return 'month must be in 1..12';
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && leap ? 29 : (daysOfMonth[month - 1] as number);
  return day < 1 || day > days ? 'day is out of range for month' : null;
}

function checkTime(hour: number, minute: number, second: number): string | null {
  if (hour > 23) return 'hour must be in 0..23';
  if (minute > 59) return 'minute must be in 0..59';
  return second > 59 ? 'second must be in 0..59' : null;
}

function offsetMinutes(sign: string, hours: string, minutes: string | undefined): number {
  const offset = Number(hours) * 60 + Number(minutes ?? 0);
  return sign === '-' ? -offset : offset;
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Python's `repr` of a timedelta. */
function timedeltaRepr(minutes: number): string {
  const days = Math.floor(minutes / (24 * 60));
  const seconds = (minutes - days * 24 * 60) * 60;
  const parts = [days === 0 ? '' : `days=${days}`, seconds === 0 ? '' : `seconds=${seconds}`].filter((p) => p !== '');
  return `datetime.timedelta(${parts.join(', ') || '0'})`;
}

/** What Python compares: aware times by their instant, all else by its digits. Equal keys of a mapping have the same text. */
export function timestampKey(value: YamlDate | YamlDateTime): string {
  if (value.kind === 'date') return `${value.year}-${value.month}-${value.day}`;
  const zone = /([-+])([0-9]{2}):([0-9]{2})$/.exec(value.text);
  if (zone === null) return value.text;
  const local = value.text.slice(0, zone.index);
  const [seconds, fraction] = local.split('.') as [string, string | undefined];
  const date = new Date(0);
  date.setUTCFullYear(Number(seconds.slice(0, 4)), Number(seconds.slice(5, 7)) - 1, Number(seconds.slice(8, 10)));
  date.setUTCHours(Number(seconds.slice(11, 13)), Number(seconds.slice(14, 16)), Number(seconds.slice(17, 19)));
  const offset = offsetMinutes(zone[1] as string, zone[2] as string, zone[3]);
  return `${date.getTime() / 1000 - offset * 60}.${fraction ?? ''}z`;
}
