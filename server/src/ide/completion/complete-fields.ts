import type { LogSource, LogSourceField } from '../../data/log-sources.ts';
import { inlineCode } from '../markdown.ts';
import { modifierDocs } from '../modifier-docs.ts';
import { modifiersBetween } from '../modifier-order.ts';
import type { CompletionInput } from './completion-input.ts';
import type { CursorContext } from './cursor-context.ts';
import { logSourcesAt, scalarsOf, usedFields } from './document-facts.ts';
import { childNamed } from './outline.ts';
import { asYaml, type Suggestion } from './suggestion.ts';

/** The key of a detection item: the field, and behind `|` the modifiers. */
export function completeItemKey(context: CursorContext, input: CompletionInput): Suggestion[] {
  const { prefix, content, outline } = context;
  const bar = prefix.lastIndexOf('|');
  if (bar >= 0) return completeModifiers(context, prefix, bar);
  const behind = outline.text.slice(content.start, content.end);
  const length = behind.includes('|') ? behind.indexOf('|') : behind.length;
  const span = { start: content.start, end: content.start + length };
  return completeFieldNames({ ...context, content: span }, input, ['|', ':']);
}

function completeModifiers({ content, outline }: CursorContext, prefix: string, bar: number): Suggestion[] {
  const before = prefix.slice(0, bar).split('|').slice(1);
  const start = content.start + bar + 1;
  const written = /^[^|:'"]*/.exec(outline.text.slice(start, content.end))?.[0] ?? '';
  const span = { start, end: start + written.length };
  const behind = outline.text.slice(span.end, content.end).split('|').slice(1);
  const isKeyword = prefix.startsWith('|');
  return modifiersBetween(before, behind, isKeyword).map((modifier, rank) => ({
    label: modifier,
    kind: 'modifier',
    insert: modifier,
    span,
    rank,
    doc: () => modifierDocs[modifier],
    commit: ['|', ':'],
  }));
}

/** Fields of the log source, those of the chosen events and of the document first. */
export function completeFieldNames(
  context: CursorContext,
  input: CompletionInput,
  commit: readonly string[] = [],
): Suggestion[] {
  const { outline, content, siblings } = context;
  const { root } = outline.at.document;
  const sources = logSourcesAt(outline, input);
  const chosen = chosenFields(context, sources);
  const taken = new Set(siblings.map((key) => key.split('|')[0]));
  const make = (name: string, group: number, rank: number, found?: Found): Suggestion => ({
    label: name,
    kind: 'field',
    insert: asYaml(name, context),
    span: content,
    group: taken.has(name) ? 3 : group,
    rank,
    ...(found && { detail: labelOf(found.source), doc: () => describeField(found) }),
    commit,
  });
  const known = fieldsOf(sources);
  const items = [...known.values()].map((found, rank) => {
    const { name, added } = found.field;
    return make(name, chosen.has(name) ? 0 : added ? 2 : 1, rank, found);
  });
  const own = usedFields(root).filter((name) => !known.has(name));
  const aliases =
    childNamed(childNamed(root, 'correlation'), 'aliases')?.children.flatMap(({ key }) => key ?? []) ?? [];
  return [...items, ...[...own, ...aliases].map((name, rank) => make(name, 1, 10_000 + rank))];
}

export interface Found {
  readonly field: LogSourceField;
  readonly source: LogSource;
}

/** By name; of several sources the closest. */
export function fieldsOf(sources: readonly LogSource[]): Map<string, Found> {
  const found = new Map<string, Found>();
  for (const source of sources)
    for (const field of source.fields.values()) if (!found.has(field.name)) found.set(field.name, { field, source });
  return found;
}

/** Fields of the events that the selection at the cursor asks for. */
function chosenFields(context: CursorContext, sources: readonly LogSource[]): ReadonlySet<string> {
  const { outline, path } = context;
  const selection = childNamed(childNamed(outline.at.document.root, path[0] ?? ''), path[1] ?? '');
  const fields = new Set<string>();
  for (const { eventField, events } of sources) {
    const ids = scalarsOf(outline.text, childNamed(selection, eventField));
    for (const id of ids) for (const name of events.get(id)?.fields ?? []) fields.add(name);
  }
  return fields;
}

export function labelOf({ product, category, service }: LogSource): string {
  return [product, category ?? service].filter(Boolean).join(' ');
}

const shownEvents = 12;
/** A source with so few kinds of events is told with every field. */
const fewEvents = 3;

/** What a field holds, its usual values, and the events that have it. */
export function describeField({ field, source }: Found): string {
  const { description, values, name } = field;
  const all = [...source.events.values()];
  const isDetailed = all.some(({ fields }) => fields.length > 0);
  const events = all.filter(({ fields }) => (isDetailed ? fields.includes(name) : !field.added));
  const isTelling = events.length > 0 && (events.length < all.length || all.length <= fewEvents);
  const isListed = values.length === 0 || description.includes(values[0] as string);
  const list = isListed ? '' : `Values: ${values.slice(0, shownEvents).map(inlineCode).join(', ')}`;
  return [description, list, isTelling ? eventList(source, events) : ''].filter(Boolean).join('\n\n');
}

function eventList(
  { eventField }: LogSource,
  events: readonly { readonly id: string; readonly title: string }[],
): string {
  const lines = events.slice(0, shownEvents).map(({ id, title }) => `- ${id}: ${title}`);
  const more = events.length > shownEvents ? [`- and ${events.length - shownEvents} more`] : [];
  return [`In events (\`${eventField}\`):`, '', ...lines, ...more].join('\n');
}
