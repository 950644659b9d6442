/**
 * Log sources and their fields as `corpus/logsources/` describes them: what a source records, which events it knows, and what each
 * field of these events holds.
 */
import type { DataFiles } from './data-files.ts';

/** What a rule says of its log source; what it leaves out is `undefined`. */
export interface LogSourceKeys {
  readonly product?: string | undefined;
  readonly category?: string | undefined;
  readonly service?: string | undefined;
}

export interface LogSourceField {
  readonly name: string;
  /** Markdown. */
  readonly description: string;
  /** Values that it usually has; empty when there is no short list of them. */
  readonly values: readonly string[];
  /** Not in the events themselves; enrichment may add it. */
  readonly added: boolean;
}

export interface LogSourceEvent {
  /** Value of the source's event field: `4624`, `EXECVE`. */
  readonly id: string;
  readonly title: string;
  /** Names of the fields that only this kind of event is known to have; empty when they are not known. */
  readonly fields: readonly string[];
}

export interface LogSource extends LogSourceKeys {
  readonly description: string;
  /** What has to be switched on. */
  readonly definition: string;
  /** By name, the most telling first. */
  readonly fields: ReadonlyMap<string, LogSourceField>;
  /** Fields that every event of the source has, such as `EventID` and `Channel`. */
  readonly common: ReadonlySet<string>;
  /** The field that tells the kinds of events apart. */
  readonly eventField: string;
  readonly events: ReadonlyMap<string, LogSourceEvent>;
}

export interface LogSourceTable {
  readonly sources: readonly LogSource[];
  /** Sources that cover what a rule asks for, the closest first: each of their keys is the rule's. Without one, narrower sources. */
  matching(keys: LogSourceKeys): readonly LogSource[];
}

interface SourceEntry {
  readonly product?: string;
  readonly category?: string;
  readonly service?: string;
  readonly description: string;
  readonly definition?: string;
  readonly fields?: string;
  readonly added?: string;
  readonly own?: Readonly<Record<string, string>>;
  readonly eventField?: string;
  /** Title, and the fields of the event; `@category` for those of another source of the file. */
  readonly events?: Readonly<Record<string, readonly [title: string, fields?: string]>>;
}

interface SourcesFile {
  readonly sources: readonly string[];
  readonly common: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Usual values of fields, with commas. */
  readonly values?: Readonly<Record<string, string>>;
  readonly logsources: readonly SourceEntry[];
}

const keyNames = ['product', 'category', 'service'] as const;

const known = new WeakMap<DataFiles, LogSourceTable>();

/** The table is made once for each set of files. */
export function loadLogSources(files: DataFiles): LogSourceTable {
  const before = known.get(files);
  if (before) return before;
  const sources = files
    .list('logsources')
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => readSources(JSON.parse(files.read(`logsources/${name}`)) as SourcesFile));
  const table: LogSourceTable = { sources, matching: (keys) => matching(sources, keys) };
  known.set(files, table);
  return table;
}

function readSources(file: SourcesFile): LogSource[] {
  return file.logsources.map((entry) => {
    const events = readEvents(file, entry);
    return {
      product: entry.product,
      category: entry.category,
      service: entry.service,
      description: entry.description,
      definition: entry.definition ?? '',
      fields: readFields(file, entry, events),
      common: new Set(words(file.common)),
      eventField: entry.eventField ?? 'EventID',
      events: new Map(events.map((event) => [event.id, event])),
    };
  });
}

function readEvents(file: SourcesFile, entry: SourceEntry): LogSourceEvent[] {
  return Object.entries(entry.events ?? {}).map(([id, [title, fields = '']]) => {
    const other = fields.startsWith('@') && file.logsources.find(({ category }) => category === fields.slice(1));
    return { id, title, fields: words(other ? (other.fields ?? '') : fields) };
  });
}

function readFields(
  file: SourcesFile,
  entry: SourceEntry,
  events: readonly LogSourceEvent[],
): Map<string, LogSourceField> {
  const fields = new Map<string, LogSourceField>();
  const add = (name: string, added: boolean) => {
    if (fields.has(name)) return;
    const description = entry.own?.[name] ?? file.fields[name] ?? '';
    fields.set(name, { name, description, values: file.values?.[name]?.split(', ') ?? [], added });
  };
  for (const name of words(entry.fields ?? '')) add(name, false);
  for (const name of mostUsedFirst(events)) add(name, false);
  for (const name of words(file.common)) add(name, false);
  for (const name of words(entry.added ?? '')) add(name, true);
  return fields;
}

function mostUsedFirst(events: readonly LogSourceEvent[]): string[] {
  const counts = new Map<string, number>();
  for (const { fields } of events) for (const name of fields) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
}

function words(text: string): string[] {
  return text.split(' ').filter(Boolean);
}

function matching(sources: readonly LogSource[], keys: LogSourceKeys): LogSource[] {
  const covering = sources
    .filter((source) => keyNames.every((key) => source[key] === undefined || source[key] === keys[key]))
    .filter((source) => keyNames.some((key) => source[key] !== undefined));
  if (covering.length > 0) return covering.sort((a, b) => width(b) - width(a));
  return sources.filter((source) => isNarrower(source, keys));
}

function isNarrower(source: LogSource, keys: LogSourceKeys): boolean {
  const given = keyNames.filter((key) => keys[key] !== undefined);
  return given.length > 0 && given.every((key) => source[key] === keys[key]);
}

/** How much a source says of where it comes from. */
function width(source: LogSource): number {
  return keyNames.filter((key) => source[key] !== undefined).length;
}
