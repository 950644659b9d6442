/** What is asked for must make sense before any work begins. */
import { Failure } from '../../base/failure.ts';
import { siems as knownSiems } from '../../convert/siems.ts';
import { providers as knownProviders } from '../providers.ts';
import type { GenerateOptions } from '../types.ts';

/** Characters are counted as UTF-16 units, as editors count them. */
export const textLimit = 50_000;

/** Written for when nobody says otherwise. */
const defaultProviders = ['aws', 'windows-sysmon', 'linux-auditd'];

export interface Targets {
  readonly providers: readonly string[];
  readonly siems: readonly string[];
  readonly includeIocRules: boolean;
  /** Whether providers were named, or all are meant. */
  readonly chosen: boolean;
  /** Whether SIEMs were named, or all are meant. */
  readonly asked: boolean;
}

export function validateInput(text: string, options: GenerateOptions): Targets {
  if (typeof text !== 'string' || text.trim() === '') {
    throw new Failure('ValidationError', 'The text is empty. Give the text of a threat report.');
  }
  if (text.length > textLimit) {
    throw new Failure(
      'InputTooLarge',
      `The text has ${text.length} characters; at most ${textLimit} can be worked on at once. Give the part that tells of the intrusion.`,
    );
  }
  if (!isDate(options.date)) {
    throw new Failure('ValidationError', `"${options.date}" is no date. Write it as YYYY-MM-DD.`);
  }
  return {
    providers: choose(
      'provider',
      options.providers,
      defaultProviders,
      knownProviders.map(({ id }) => id),
    ),
    siems: choose(
      'SIEM',
      options.siems,
      knownSiems.map(({ id }) => id),
      knownSiems.map(({ id }) => id),
    ),
    includeIocRules: options.includeIocRules ?? true,
    chosen: (options.providers ?? []).length > 0,
    asked: (options.siems ?? []).length > 0,
  };
}

/** Each name once, in the order given. */
function choose(
  what: string,
  given: readonly string[] | undefined,
  otherwise: readonly string[],
  known: readonly string[],
): string[] {
  if (given === undefined || given.length === 0) return [...otherwise];
  const unknown = given.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Failure(
      'ValidationError',
      `There is no ${what} "${unknown.join('", "')}". Known are: ${known.join(', ')}.`,
    );
  }
  return [...new Set(given)];
}

function isDate(date: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const days =
    month === 2
      ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
        ? 29
        : 28
      : [4, 6, 9, 11].includes(month)
        ? 30
        : 31;
  return year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= days;
}
