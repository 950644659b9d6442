import type { LogSource, LogSourceEvent } from '../../data/log-sources.ts';
import { findKey } from '../sigma-keys.ts';
import { completeCloudTrail } from './complete-cloudtrail.ts';
import { completeFieldNames, fieldsOf } from './complete-fields.ts';
import type { CompletionInput } from './completion-input.ts';
import type { CursorContext } from './cursor-context.ts';
import { documentKind, logSourcesAt } from './document-facts.ts';
import { asYaml, type Suggestion } from './suggestion.ts';

type Meanings = Readonly<Record<string, string>>;

const free: Readonly<Record<string, Meanings>> = {
  taxonomy: { sigma: 'The taxonomy of the Sigma specification.' },
  license: {
    'DRL-1.1': 'Detection Rule License 1.1, as SigmaHQ uses it.',
    'Apache-2.0': 'Apache License 2.0.',
    'CC0-1.0': 'Public domain.',
    'CC-BY-4.0': 'Creative Commons Attribution.',
    MIT: 'MIT License.',
  },
  falsepositives: {
    Unknown: 'None are known yet.',
    Unlikely: 'Hardly anything else does this.',
    'Legitimate administrative activity': '',
    'Legitimate use of the software': '',
    'Security products and vulnerability scanners': '',
  },
  'correlation.timespan': {
    '30s': 'Half a minute.',
    '1m': 'A minute.',
    '5m': 'Five minutes.',
    '15m': 'A quarter of an hour.',
    '1h': 'An hour.',
    '12h': 'Half a day.',
    '1d': 'A day.',
    '7d': 'A week.',
  },
};

const placeholders: Meanings = {
  '%Administrators%': 'Administrative accounts.',
  '%DomainControllers%': 'Domain controllers.',
  '%JumpServers%': 'Jump servers.',
  '%Servers%': 'Servers.',
  '%Workstations%': 'Workstations.',
};

/** Values that the specification lists, fresh ids and today's date. */
export function completeAttribute(context: CursorContext, input: CompletionInput): Suggestion[] {
  const { path, outline } = context;
  const keys = path.filter((key) => key !== '-');
  const name = keys.join('.');
  if (name === 'id') return fresh(input.newId?.(), 'a new UUID', context);
  if (name === 'date' || name === 'modified') return fresh(input.today, 'today', context);
  const listed = findKey(keys, documentKind(outline.at.document.root))?.values;
  return meanings(listed ?? (Object.hasOwn(free, name) ? free[name] : undefined) ?? {}, context, listed !== undefined);
}

/** Values of a field: numbers of events, and what its modifiers ask for. */
export function completeFieldValue(context: CursorContext, input: CompletionInput): Suggestion[] {
  const key = context.path.findLast((each) => each !== '-') ?? '';
  const [field, ...modifiers] = key.split('|');
  if (modifiers.includes('exists'))
    return meanings({ true: 'The event has the field.', false: 'The event lacks the field.' }, context, true);
  if (modifiers.includes('expand')) return meanings(placeholders, context, false);
  if (modifiers.includes('fieldref')) return completeFieldNames({ ...context, siblings: [] }, input);
  const sources = logSourcesAt(context.outline, input);
  const operations = completeCloudTrail(field ?? '', sources, context, input);
  if (operations) return operations;
  const events = eventsOf(field, sources);
  const usual = fieldsOf(sources).get(field ?? '')?.field.values ?? [];
  return events.length > 0
    ? eventValues(events, context)
    : meanings(Object.fromEntries(usual.map((each) => [each, ''])), context, /^(?:true|false)$/.test(usual[0] ?? ''));
}

/** Kinds of events by the value of the field that tells them apart. */
function eventsOf(field: string | undefined, sources: readonly LogSource[]): LogSourceEvent[] {
  const events = new Map<string, LogSourceEvent>();
  for (const source of sources)
    if (source.eventField === field)
      for (const event of source.events.values()) if (!events.has(event.id)) events.set(event.id, event);
  return [...events.values()];
}

function eventValues(events: readonly LogSourceEvent[], context: CursorContext): Suggestion[] {
  return events.map(({ id, title, fields }, rank) => ({
    label: id,
    kind: 'value',
    insert: id,
    span: context.content,
    filter: `${id} ${title}`,
    rank,
    detail: title,
    doc: () => (fields.length > 0 ? `Fields: ${fields.map((each) => `\`${each}\``).join(', ')}` : undefined),
  }));
}

function fresh(value: string | undefined, detail: string, context: CursorContext): Suggestion[] {
  if (value === undefined) return [];
  return [
    { label: value, kind: 'fresh', insert: value, span: context.content, filter: context.prefix || value, detail },
  ];
}

/** `literal`: words of YAML itself (`true`) and of the specification, which need no quotes. */
function meanings(values: Meanings, context: CursorContext, literal: boolean): Suggestion[] {
  return Object.entries(values).map(([value, meaning], rank) => ({
    label: value,
    kind: 'value',
    insert: literal ? value : asYaml(value, context),
    span: context.content,
    rank,
    detail: meaning,
  }));
}
