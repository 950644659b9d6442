import type { DataFiles } from '../../../data/data-files.ts';
import { type LogSource, type LogSourceEvent, type LogSourceKeys, loadLogSources } from '../../../data/log-sources.ts';
import type { SigmaDetectionItem, SigmaRule } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule, type LintContext, type ReadCondition } from '../../define-rule.ts';
import { valueText } from '../../value-text.ts';
import { itemsOf } from '../../visit-rule.ts';

type Sources = ReadonlyMap<string, LogSource>;

/** The sources of products, by what a rule says of its log source. */
function loadSources(files: DataFiles): Sources {
  const { sources } = loadLogSources(files);
  return new Map(sources.flatMap((source): [string, LogSource][] => (source.product ? [[keyOf(source), source]] : [])));
}

function keyOf({ product, category, service }: LogSourceKeys): string {
  return [product, category, service].join('|');
}

/** In a rule for one category: fields that only other categories of the product have, and ids of other events. */
function checkCategory(rule: SigmaRule, own: LogSource, sources: Sources, report: LintContext['report']): void {
  for (const item of itemsOf(rule)) {
    const { field, fieldSpan } = item;
    if (field === null) continue;
    if (field === own.eventField) checkEventIds(item, own, report);
    if (own.fields.has(field)) continue;
    const others = [...sources.values()].filter(
      ({ product, category, fields }) =>
        product === own.product && category !== undefined && fields.get(field)?.added === false,
    );
    if (others.length === 0) continue;
    report({
      span: fieldSpan,
      message: `Events of '${own.category}' have no '${field}', which belongs to ${listed(others.map(({ category = '' }) => `'${category}'`))}, so nothing matches here. Use a field of these events, or a rule for the others and a correlation of the two.`,
    });
  }
}

function checkEventIds(item: SigmaDetectionItem, own: LogSource, report: LintContext['report']): void {
  const ids = exactValues(item);
  if (!ids || own.events.size === 0 || ids.some((id) => own.events.has(id))) return;
  report({
    span: item.keySpan,
    message: `The category '${own.category}' stands for ${eventsInWords(own)}, and ${listed(ids)} is none of them, so nothing matches here. Remove '${own.eventField}', or use the log source of that event.`,
  });
}

function eventsInWords({ events }: LogSource): string {
  return events.size === 1 ? `event ${[...events.keys()].join()}` : `the events ${[...events.keys()].join(', ')}`;
}

/** Services whose events are each known with all fields, under numbers that no other provider uses. */
const completeServices: ReadonlySet<string> = new Set(['security', 'sysmon']);

/** In a rule for a service with many kinds of events: fields joined by AND that no kind has together. */
function checkEvents(rule: SigmaRule, own: LogSource, { conditions, report }: LintContext): void {
  for (const items of joinedItems(rule, conditions)) {
    const chosen = chosenEvents(items, own);
    if (!chosen) continue;
    let possible = chosen.events;
    const seen = chosen.ids.length > 0 ? [`event ${chosen.ids.join(', ')}`] : [];
    for (const { field, fieldSpan } of items) {
      const known = field === null ? undefined : own.fields.get(field);
      if (!known || known.added || field === null || own.common.has(field) || field === own.eventField) continue;
      const left = possible.filter(({ fields }) => fields.length === 0 || fields.includes(field));
      if (left.length === 0) {
        report({ span: fieldSpan, message: messageForJoined(field, own, seen) });
        break;
      }
      if (left.length < possible.length) seen.push(`'${field}'`);
      possible = left;
    }
  }
}

/** The kinds of events that the items ask for; `undefined` where one is not known, and so not its fields. */
function chosenEvents(
  items: readonly SigmaDetectionItem[],
  own: LogSource,
): { readonly ids: readonly string[]; readonly events: readonly LogSourceEvent[] } | undefined {
  const asked = items.filter(({ field }) => field === own.eventField);
  if (asked.length === 0) return { ids: [], events: [...own.events.values()] };
  const [item, ...more] = asked;
  const ids = item && more.length === 0 ? exactValues(item) : undefined;
  const events = ids?.flatMap((id) => own.events.get(id) ?? []);
  return ids && events && ids.length > 0 && events.length === ids.length ? { ids, events } : undefined;
}

function messageForJoined(field: string, own: LogSource, seen: readonly string[]): string {
  const ids = [...own.events.values()].filter(({ fields }) => fields.includes(field)).map(({ id }) => id);
  return `'${field}' belongs to ${ids.length === 1 ? 'event' : 'the events'} ${listed(ids)} and never stands beside ${listed(seen)}, so nothing matches. Use a field of the same event, or a rule for each kind of event and a correlation of them.`;
}

/** Values that are compared as they are; `undefined` where others are among them. */
function exactValues({ value, modifiers }: SigmaDetectionItem): string[] | undefined {
  if (value.length === 0 || modifiers.length > 0) return undefined;
  const texts = value.flatMap((one) =>
    one.type === 'number' || (one.type === 'string' && one.parts.every(({ kind }) => kind === 'plain'))
      ? [valueText(one)]
      : [],
  );
  return texts.length === value.length ? texts : undefined;
}

/** The items of all selections that the condition demands, and those of each other selection. */
function joinedItems(rule: SigmaRule, conditions: readonly ReadCondition[]): SigmaDetectionItem[][] {
  const [condition, ...more] = conditions;
  const tree = more.length === 0 ? condition?.tree : undefined;
  const demanded = !tree ? [] : tree.kind === 'and' ? tree.args : [tree];
  const names = new Set(demanded.flatMap((node) => (node.kind === 'identifier' ? [node.name] : [])));
  const common: SigmaDetectionItem[] = [];
  const rest: SigmaDetectionItem[][] = [];
  for (const { name, detection } of rule.detection?.detections.values() ?? []) {
    if (detection.itemLinking !== 'and') continue;
    const items = detection.items.filter((item) => item.kind === 'item' && !item.negated && asksForContent(item));
    if (names.has(name)) common.push(...(items as SigmaDetectionItem[]));
    else rest.push(items as SigmaDetectionItem[]);
  }
  return [common, ...rest].filter((items) => items.length > 1);
}

/** Whether the field must be there. */
function asksForContent({ value }: SigmaDetectionItem): boolean {
  return value.every((one) => one.type !== 'null' && !(one.type === 'exists' && !one.exists));
}

function listed(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 3).join(', ')} and others` : names.join(', ');
}

export const fieldsOfDifferentEvents = defineRule({
  id: 'fields_of_different_events',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'Fields that no event has together.',
  visit: {
    rule(rule, context) {
      const keys = rule.logsource;
      const sources = keys?.product !== undefined ? context.data.table(loadSources) : undefined;
      const own = sources?.get(keyOf(keys ?? {}));
      if (!sources || !own) return;
      if (own.category !== undefined) checkCategory(rule, own, sources, context.report);
      else if (completeServices.has(own.service ?? '')) checkEvents(rule, own, context);
    },
  },
});
