/** SigmaHQ's tables as its validators use them: fields of log sources, prefixes of file names, Windows categories. */
import type { DataFiles } from '../data/data-files.ts';
import type { LogSourceKeys } from '../data/log-sources.ts';
import type { SigmaLogSource } from '../sigma/rule/sigma-rule.ts';

export interface LogSourceFields {
  readonly fields: ReadonlySet<string>;
  /** The spelling of each field by its text without regard to case. */
  readonly spellings: ReadonlyMap<string, string>;
  /** Fields whose value the log source implies. */
  readonly redundant: ReadonlySet<string>;
}

interface TaxonomyFile {
  readonly logsources: Readonly<Record<string, readonly [native: string, enriched: string, redundant: string]>>;
}

interface FilenamesFile {
  readonly prefixes: Readonly<Record<string, string>>;
}

interface WindowsFile {
  readonly categoriesWithoutEventId: string;
  readonly providers: Readonly<Record<string, readonly string[]>>;
}

/** By `logSourceKey`. */
export function loadTaxonomy(files: DataFiles): ReadonlyMap<string, LogSourceFields> {
  const { logsources } = JSON.parse(files.read('lint/sigmahq-taxonomy.json')) as TaxonomyFile;
  return new Map(
    Object.entries(logsources).map(([key, [native, enriched, redundant]]) => {
      const fields = new Set([...words(native), ...words(enriched)]);
      const spellings = new Map([...fields].map((field) => [casefold(field), field]));
      return [keyOfRow(key), { fields, spellings, redundant: new Set(words(redundant)) }];
    }),
  );
}

/** The log sources of the taxonomy. */
export function loadTaxonomyKeys(files: DataFiles): LogSourceKeys[] {
  const { logsources } = JSON.parse(files.read('lint/sigmahq-taxonomy.json')) as TaxonomyFile;
  return Object.keys(logsources).map((row) => {
    const [product, category, service] = row.split('|').map((part) => part || undefined);
    return { product, category, service };
  });
}

/** By `logSourceKey`. */
export function loadFilenamePrefixes(files: DataFiles): ReadonlyMap<string, string> {
  const { prefixes } = JSON.parse(files.read('lint/sigmahq-filenames.json')) as FilenamesFile;
  return new Map(Object.entries(prefixes).map(([key, prefix]) => [keyOfRow(key), prefix]));
}

export interface WindowsCategories {
  readonly withoutEventId: ReadonlySet<string>;
  readonly providers: ReadonlyMap<string, ReadonlySet<string>>;
}

export function loadWindowsCategories(files: DataFiles): WindowsCategories {
  const { categoriesWithoutEventId, providers } = JSON.parse(files.read('lint/sigmahq-windows.json')) as WindowsFile;
  return {
    withoutEventId: new Set(words(categoriesWithoutEventId)),
    providers: new Map(Object.entries(providers).map(([category, names]) => [category, new Set(names)])),
  };
}

/**
 * Product, category and service as one text.
 *
 * pySigma: validators/sigmahq/logsource.py – the text is compared, so other keys of a log source play no role.
 */
export function logSourceKey(logsource: Pick<SigmaLogSource, 'product' | 'category' | 'service'>): string {
  return joined([logsource.product, logsource.category, logsource.service]);
}

/** Python's `casefold`, as far as names of fields go. */
export function casefold(text: string): string {
  return text.toLowerCase().toUpperCase().toLowerCase();
}

function keyOfRow(row: string): string {
  return joined(row.split('|').map((part) => (part === '' ? undefined : part)));
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.map((part) => part ?? 'None').join('_');
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}
