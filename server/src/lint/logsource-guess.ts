/** Which known log source a person most likely meant. */
import type { DataFiles } from '../data/data-files.ts';
import { type LogSourceKeys, loadLogSources } from '../data/log-sources.ts';
import { editDistance } from './nearest.ts';
import { loadTaxonomyKeys } from './sigmahq-tables.ts';

export type LogSourceKey = keyof LogSourceKeys;

export const logSourceKeyNames: readonly LogSourceKey[] = ['category', 'product', 'service'];

/** The names that log sources have under each key, in SigmaHQ's taxonomy and in our own tables. */
export type LogSourceNames = Readonly<Record<LogSourceKey, ReadonlySet<string>>>;

export function loadLogSourceNames(files: DataFiles): LogSourceNames {
  const sources: readonly LogSourceKeys[] = [...loadTaxonomyKeys(files), ...loadLogSources(files).sources];
  const namesOf = (key: LogSourceKey) => new Set(sources.flatMap((source) => source[key] ?? []));
  return { category: namesOf('category'), product: namesOf('product'), service: namesOf('service') };
}

export interface LogSourceGuess {
  readonly key: LogSourceKey;
  readonly name: string;
}

/** What was meant by a name that no log source has under its key: a misspelled one, or a category under another key. */
export function guessLogSource(key: LogSourceKey, name: string, names: LogSourceNames): LogSourceGuess | undefined {
  const lower = name.toLowerCase();
  if (names[key].has(lower)) return undefined;
  // Only categories have names of two words that nobody else gives.
  if (key !== 'category' && lower.includes('_') && names.category.has(lower)) return { key: 'category', name: lower };
  const near = [...names[key]].find((known) => isMisspelling(lower, known));
  return near === undefined ? undefined : { key, name: near };
}

/** One letter wrong, in long names two; names that differ in a digit are others. */
function isMisspelling(name: string, known: string): boolean {
  const most = known.length >= 9 ? 2 : 1;
  if (known.length < 5 || Math.abs(name.length - known.length) > most) return false;
  const digits = (text: string) => text.replaceAll(/\D/g, '');
  const bare = (text: string) => text.replaceAll(/[_\-. ]/g, '');
  if (digits(name) !== digits(known)) return false;
  return bare(name) === bare(known) || editDistance(name, known) <= most;
}
