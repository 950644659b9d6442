import { type LogSource, type LogSourceKeys, loadLogSources } from '../../data/log-sources.ts';
import type { CompletionInput } from './completion-input.ts';
import type { CursorContext } from './cursor-context.ts';
import { logsourceIn } from './document-facts.ts';
import { asYaml, type Suggestion } from './suggestion.ts';

const keyNames = ['product', 'category', 'service'] as const;

/** Values of one key of a log source: those first that go with what the other keys say. */
export function completeLogsource(context: CursorContext, input: CompletionInput): Suggestion[] {
  const key = keyNames.find((name) => name === context.path.at(-1));
  const table = input.data.table(loadLogSources);
  if (!key || !table) return [];
  const given: LogSourceKeys = {
    ...logsourceIn(context.outline, context.outline.at.document),
    [key]: undefined,
  };
  const fitting = fittingSources(table.sources, given, key);
  const isOpen = keyNames.every((name) => given[name] === undefined);
  const others = group(table.sources, key);
  const offered = fitting.size > 0 || isOpen ? fitting : others;
  return [...offered].map(([value, sources], rank) => ({
    label: value,
    kind: 'value',
    insert: asYaml(value, context),
    span: context.content,
    rank,
    detail: sources.length === 1 ? (sources[0]?.description ?? '') : `${sources.length} log sources`,
    doc: () => describeSources(sources),
  }));
}

type KeyName = (typeof keyNames)[number];

/** Values of sources that share what is given; categories that stand for themselves (`proxy`) behind them. */
function fittingSources(sources: readonly LogSource[], given: LogSourceKeys, key: KeyName): Map<string, LogSource[]> {
  const fitting = sources.filter((source) => goesWith(source, given));
  const sharing = fitting.filter((source) =>
    keyNames.some((name) => given[name] !== undefined && source[name] === given[name]),
  );
  const close = group(sharing, key);
  if (close.size > 0 && key !== 'category') return close;
  return new Map([...close, ...[...group(fitting, key)].filter(([value]) => !close.has(value))]);
}

/** Nothing that both name differs; a source that lacks a product goes with all. */
function goesWith(source: LogSource, given: LogSourceKeys): boolean {
  return keyNames.every(
    (name) => given[name] === undefined || source[name] === undefined || source[name] === given[name],
  );
}

function group(sources: readonly LogSource[], key: KeyName): Map<string, LogSource[]> {
  const groups = new Map<string, LogSource[]>();
  for (const source of sources) {
    const value = source[key];
    if (value === undefined) continue;
    groups.set(value, [...(groups.get(value) ?? []), source]);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const shownSources = 25;

export function describeSources(sources: readonly LogSource[]): string {
  if (sources.length === 1) return describeSource(sources[0] as LogSource);
  const lines = sources.slice(0, shownSources).map((source) => {
    const name = [source.product, source.category, source.service].filter(Boolean).join(' / ');
    return `- \`${name}\`: ${source.description}`;
  });
  return [...lines, ...(sources.length > shownSources ? [`- and ${sources.length - shownSources} more`] : [])].join(
    '\n',
  );
}

export function describeSource({ description, definition, events, eventField }: LogSource): string {
  const shown = [...events.values()].slice(0, shownSources).map(({ id, title }) => `- ${id}: ${title}`);
  const more = events.size > shownSources ? [`- and ${events.size - shownSources} more`] : [];
  const list = shown.length > 0 ? [`Events (\`${eventField}\`):\n`, ...shown, ...more].join('\n') : '';
  return [description, definition && `Needs: ${definition}`, list].filter(Boolean).join('\n\n');
}
