import type { SigmaEvent } from './sigma-event.ts';

/**
 * Windows events come nested in as many ways as there are exporters; Sigma names their fields flat. Gives an event that also has the fields of
 * `EventData`/`UserData` and the system fields under Sigma's names (`EventID`, `Channel`, `Provider_Name`, `Computer`); fields that are there already win. Names with
 * spaces (`Threat Name`) are also there without, as rules write them. Events of other sources are returned as they are.
 *
 * Known shapes: evtx_dump and python-evtx (`Event.System`, `Event.EventData`), the XML shape with `EventData.Data: [{ Name, text }]`, Winlogbeat and the
 * Elastic Agent (`winlog.event_data`), NXLog and Splunk (flat already), Get-WinEvent exports (`Id`, `LogName`, `ProviderName`). Search hits are taken out of their
 * envelope (`_source` of Elasticsearch and OpenSearch, `result` of Splunk's JSON export).
 */
export function unwrapEvent(exported: SigmaEvent): SigmaEvent {
  const event = unwrapExport(exported);
  const root = objectAt(event, 'Event') ?? event;
  const system = objectAt(root, 'System');
  if (system !== undefined) return { ...systemFields(system), ...eventFields(root.UserData, root.EventData), ...event };
  const winlog = objectAt(event, 'winlog');
  if (winlog !== undefined)
    return { ...winlogFields(winlog), ...eventFields(winlog.user_data, winlog.event_data), ...event };
  if (Object.hasOwn(event, 'LogName') && Object.hasOwn(event, 'Id')) {
    return {
      EventID: event.Id,
      Channel: event.LogName,
      Provider_Name: event.ProviderName,
      Computer: event.MachineName,
      ...event,
    };
  }
  return event;
}

function unwrapExport(event: SigmaEvent): SigmaEvent {
  const source = objectAt(event, '_source');
  if (source !== undefined) return source;
  const result = objectAt(event, 'result');
  return result !== undefined && (Object.hasOwn(event, 'preview') || Object.hasOwn(event, 'lastrow')) ? result : event;
}

function systemFields(system: SigmaEvent): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(system)) fields[name] = textOf(value);
  const provider = objectAt(system, 'Provider');
  const attributes = objectAt(provider, '#attributes') ?? objectAt(provider, '$') ?? provider;
  const providerName = attributes?.Name ?? attributes?.['@Name'];
  if (providerName !== undefined) fields.Provider_Name = providerName;
  return fields;
}

function winlogFields(winlog: SigmaEvent): Record<string, unknown> {
  const { event_id: EventID, channel: Channel, provider_name: Provider_Name, computer_name: Computer } = winlog;
  return withoutUndefined({ EventID, Channel, Provider_Name, Computer });
}

function eventFields(userData: unknown, eventData: unknown): Record<string, unknown> {
  const fields = { ...dataFields(userData), ...dataFields(eventData) };
  for (const name of Object.keys(fields)) {
    if (name.includes(' ')) fields[name.replaceAll(' ', '')] ??= fields[name];
  }
  return fields;
}

/** `{ Name: value }`, `{ Data: [{ '@Name', '#text' }] }`, or user data one level deeper. */
function dataFields(data: unknown): Record<string, unknown> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return {};
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    if (name.startsWith('#') || name.startsWith('@') || name === '$') continue;
    if (name === 'Data' && Array.isArray(value) && value.some(isNamed)) {
      for (const item of value) if (isNamed(item)) fields[nameOf(item) as string] = textOf(item);
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value) && !isText(value))
      Object.assign(fields, dataFields(value));
    else fields[name] = textOf(value);
  }
  return fields;
}

function isNamed(value: unknown): value is SigmaEvent {
  return typeof value === 'object' && value !== null && nameOf(value as SigmaEvent) !== undefined;
}

function nameOf(value: SigmaEvent): string | undefined {
  const name = value.Name ?? value['@Name'] ?? objectAt(value, '#attributes')?.Name ?? objectAt(value, '$')?.Name;
  return typeof name === 'string' ? name : undefined;
}

function isText(value: object): boolean {
  return '#text' in value || '_' in value;
}

/** The text of an element that also has attributes. */
function textOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const object = value as SigmaEvent;
  if (Object.hasOwn(object, '#text')) return object['#text'];
  if (Object.hasOwn(object, '_')) return object._;
  return nameOf(object) === undefined ? value : (object.Value ?? object.text ?? null);
}

function objectAt(event: SigmaEvent | undefined, name: string): SigmaEvent | undefined {
  const value = event !== undefined && Object.hasOwn(event, name) ? event[name] : undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as SigmaEvent) : undefined;
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
