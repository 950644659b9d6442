import type { SigmaEvent } from '../../server/src/evaluate/sigma-event.ts';
import type { SigmaDetection, SigmaDetectionItem, SigmaRule } from '../../server/src/sigma/rule/sigma-rule.ts';
import type { SigmaType } from '../../server/src/sigma/types/sigma-type.ts';

/** Events around a rule: some that hit its selections, alone and together, and some that just miss them. */
export function sampleEvents(rule: SigmaRule): SigmaEvent[] {
  const hits = [...(rule.detection?.detections.values() ?? [])].map(({ detection }) => eventsOf(detection));
  const together = hits.map((events) => events[0] ?? {}).reduce((all, event) => ({ ...all, ...event }), {});
  const events = [{}, together, ...hits.flat()];
  return [...events, ...events.flatMap(nearMisses)];
}

function eventsOf(detection: SigmaDetection): SigmaEvent[] {
  const parts = detection.items.map((item) => (item.kind === 'detection' ? eventsOf(item) : eventsOfItem(item)));
  if (detection.itemLinking === 'or') return parts.flat();
  const first = parts.map((events) => events[0] ?? {}).reduce((all, event) => ({ ...all, ...event }), {});
  return [first, ...parts.flatMap((events) => events.slice(1).map((event) => ({ ...first, ...event })))];
}

function eventsOfItem({ field, value, valueLinking }: SigmaDetectionItem): SigmaEvent[] {
  const samples = value.map(sampleOf);
  const all = samples.map(String).join(' ');
  const name = field ?? 'Message';
  return (valueLinking === 'and' ? [all, ...samples] : [...samples, all]).map((sample) => ({ [name]: sample }));
}

/** A value that is compared successfully, where that is easily made. */
function sampleOf(value: SigmaType): unknown {
  switch (value.type) {
    case 'string':
      return value.parts
        .map((part) => (part.kind === 'plain' ? part.text : part.kind === 'wildcard' ? 'x' : ''))
        .join('');
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

/** Without one field, in another case, and with one more character at either end. */
function nearMisses(event: SigmaEvent): SigmaEvent[] {
  return Object.entries(event).flatMap(([field, value]) => {
    const { [field]: _, ...rest } = event;
    if (typeof value !== 'string') return [rest];
    return [rest, ...[value.toUpperCase(), `${value}~`, `~${value}`].map((text) => ({ ...event, [field]: text }))];
  });
}
