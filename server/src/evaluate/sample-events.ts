import type { SigmaDetection, SigmaDetectionItem, SigmaDetections } from '../sigma/rule/sigma-rule.ts';
import type { SigmaType } from '../sigma/types/sigma-type.ts';
import type { SigmaEvent } from './sigma-event.ts';

/**
 * Events around a rule: some that hit its selections, alone and together, some with several values in a field, and some that just
 * miss. At most about `most`, evenly chosen.
 */
export function sampleEvents({ detections }: Pick<SigmaDetections, 'detections'>, most = 5000): SigmaEvent[] {
  const hits = [...detections.values()].map(({ detection }) => eventsOf(detection));
  const together = hits.map((events) => events[0] ?? {}).reduce((all, event) => ({ ...all, ...event }), {});
  const events = spread([{}, together, joined(hits.flat()), ...hits.flat()], most / 8);
  return spread([...events, ...events.flatMap(withMoreValues), ...events.flatMap(nearMisses)], most);
}

/** Every so many of a list, with its first ones. */
function spread<T>(list: readonly T[], most: number): T[] {
  const step = Math.ceil(list.length / most);
  return step <= 1 ? [...list] : list.filter((_, index) => index < 3 || index % step === 0);
}

/** One event that has in each field all values of the others. */
function joined(events: readonly SigmaEvent[]): SigmaEvent {
  const values = new Map<string, Set<unknown>>();
  for (const event of events)
    for (const [field, value] of Object.entries(event)) values.set(field, (values.get(field) ?? new Set()).add(value));
  return Object.fromEntries([...values].map(([field, all]) => [field, [...all]]));
}

function eventsOf(detection: SigmaDetection): SigmaEvent[] {
  const parts = detection.items.map((item) => (item.kind === 'detection' ? eventsOf(item) : eventsOfItem(item)));
  if (detection.itemLinking === 'or') return parts.flat();
  const first = parts.map((events) => events[0] ?? {}).reduce((all, event) => ({ ...all, ...event }), {});
  return [
    first,
    ...parts.flatMap((events) => events.slice(1).map((event) => ({ ...first, ...event }))),
    ...(parts.length > 1 ? [joined(parts.map((events) => events[0] ?? {}))] : []),
  ];
}

function eventsOfItem({ field, value, valueLinking }: SigmaDetectionItem): SigmaEvent[] {
  const samples = value.map(sampleOf);
  const all = samples.map(String).join(' ');
  const name = field ?? 'Message';
  return (valueLinking === 'and' ? [all, samples, ...samples] : [...samples, all]).map((sample) => ({
    [name]: sample,
  }));
}

/** A value that is compared successfully, where that is easily made. */
function sampleOf(value: SigmaType): unknown {
  switch (value.type) {
    case 'string':
      return value.parts
        .map((part) => (part.kind === 'plain' ? part.text : part.kind === 'wildcard' ? 'x' : ''))
        .join('');
    case 'regex':
      return String(sampleOf(value.regexp)).replace(/\\(.)|[.^$*+?()[\]{}|]/g, '$1');
    case 'number':
      return Number(value.number);
    case 'bool':
      return value.boolean;
    case 'exists':
      return value.exists ? 'x' : undefined;
    case 'cidr':
      return value.cidr.split('/')[0];
    case 'expansion':
      return value.values[0] && sampleOf(value.values[0]);
    case 'null':
      return null;
    default:
      return 'x';
  }
}

/** With another value beside the one that a field has. */
function withMoreValues(event: SigmaEvent): SigmaEvent[] {
  return Object.entries(event).map(([field, value]) => ({ ...event, [field]: ['~', value].flat() }));
}

/** Without one field, in another case, and with one more character at either end. */
function nearMisses(event: SigmaEvent): SigmaEvent[] {
  return Object.entries(event).flatMap(([field, value]) => {
    const { [field]: _, ...rest } = event;
    if (typeof value !== 'string') return [rest];
    return [rest, ...[value.toUpperCase(), `${value}~`, `~${value}`].map((text) => ({ ...event, [field]: text }))];
  });
}
