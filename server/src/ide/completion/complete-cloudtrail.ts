import { type CloudTrailCatalogue, loadCloudTrail } from '../../data/cloudtrail.ts';
import type { LogSource } from '../../data/log-sources.ts';
import type { CompletionInput } from './completion-input.ts';
import type { CursorContext } from './cursor-context.ts';
import { scalarsOf } from './document-facts.ts';
import { childNamed, type OutlineNode } from './outline.ts';
import { asYaml, type Suggestion } from './suggestion.ts';

/** Of all services together only so many operations are offered, and only for some letters. */
const limit = 300;
const enoughLetters = 2;

/** Services and operations of AWS; `undefined` for other fields and log sources. */
export function completeCloudTrail(
  field: string,
  sources: readonly LogSource[],
  context: CursorContext,
  { data }: CompletionInput,
): Suggestion[] | undefined {
  const isHere = sources.some(({ product, service }) => product === 'aws' && service === 'cloudtrail');
  if (!isHere || (field !== 'eventName' && field !== 'eventSource')) return undefined;
  const catalogue = data.table(loadCloudTrail);
  if (!catalogue) return undefined;
  const values = field === 'eventSource' ? eventSources(catalogue) : eventNames(catalogue, context);
  return values.map(([value, detail], rank) => ({
    label: value,
    kind: 'value',
    insert: asYaml(value, context),
    span: context.content,
    rank,
    detail,
  }));
}

type Value = readonly [value: string, detail: string];

function eventSources({ services }: CloudTrailCatalogue): Value[] {
  const names = new Map<string, string>();
  for (const { eventSource, name } of services.values()) if (!names.has(eventSource)) names.set(eventSource, name);
  return [...names];
}

function eventNames(catalogue: CloudTrailCatalogue, context: CursorContext): Value[] {
  const wanted = new Set(eventSourcesOf(context));
  const all = [...catalogue.services.values()];
  const chosen = all.filter(({ eventSource }) => wanted.has(eventSource));
  const typed = context.prefix.toLowerCase();
  if (chosen.length === 0 && typed.length < enoughLetters) return [];
  const names = (chosen.length > 0 ? chosen : all).flatMap(({ key, name }) =>
    catalogue.operationsOf(key).map((operation): Value => [operation, name]),
  );
  const distinct = [...new Map(names.toReversed())].toReversed();
  if (chosen.length > 0) return distinct;
  return distinct.filter(([name]) => name.toLowerCase().includes(typed)).slice(0, limit);
}

/** What the selection at the cursor says of the event source. */
function eventSourcesOf({ outline, path }: CursorContext): string[] {
  const section = childNamed(outline.at.document.root, path[0] ?? '');
  const selection = childNamed(section, path[1] ?? '');
  const maps: (OutlineNode | undefined)[] = [
    selection,
    ...(selection?.children.filter(({ key }) => key === undefined) ?? []),
  ];
  return maps.flatMap((map) => scalarsOf(outline.text, childNamed(map, 'eventSource')));
}
