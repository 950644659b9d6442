/** Rules for AWS calls that a report describes in words: the names come from the catalogue, so another value must be the report's. */
import type { AwsService, CloudTrailCatalogue } from '../../data/cloudtrail.ts';
import { eventNames, kindOf } from './compose-aws.ts';
import type { AwsCall } from './find-aws-calls.ts';
import type { GoldRule } from './gold-rule.ts';
import type { Report } from './read-report.ts';
import type { DraftItem, DraftValue, RuleDraft } from './rule-draft.ts';

interface Input {
  readonly report: Report;
  readonly catalogue: CloudTrailCatalogue;
}

/** Calls of one service that a report describes in words, beside those that it names; `like` is the gold rule of the first. */
export function composeDescribed(
  described: readonly AwsCall[],
  named: readonly AwsCall[],
  like: GoldRule,
  { report, catalogue }: Input,
): RuleDraft | undefined {
  const service = catalogue.services.get(described[0]?.service ?? '');
  if (!service || named.length === 0) return undefined;
  const changing = named.filter(({ eventName }) => kindOf(eventName).id !== 'read');
  const values = eventNames([...(changing.length > 0 ? changing : named), ...described], report);
  const source: DraftItem = { field: 'eventSource', modifiers: [], values: [{ text: service.eventSource }] };
  const names: DraftItem = { field: 'eventName', modifiers: service.versioned ? ['startswith'] : [], values };
  return {
    provider: 'aws',
    kind: 'behavioral',
    title: `AWS ${service.name} Activity Described Beside the Named Calls`,
    description: `Detects calls of AWS ${service.name} that a report describes in words, together with those that it names. Look for several of them by one identity.`,
    references: [],
    techniques: like.techniques.slice(0, 1),
    logsource: { product: 'aws', service: 'cloudtrail' },
    selections: [{ name: 'selection', alternatives: [[source, names]] }],
    condition: 'selection',
    falsepositives: ['Administrators and deployment pipelines that make these changes on purpose'],
    level: 'low',
    position: described[0]?.start ?? 0,
  };
}

/**
 * The gold rule of calls that are described in a report which names no call of their service. The service is the report's word for it,
 * beside CloudTrail's own.
 */
export function composeInWords(
  calls: readonly AwsCall[],
  like: GoldRule,
  { report, catalogue }: Input,
): RuleDraft | undefined {
  const service = catalogue.services.get(calls[0]?.service ?? '');
  const word = service && findServiceWord(service, calls[0]?.start ?? 0, report);
  if (!service || !word) return undefined;
  const names: DraftItem = {
    field: 'eventName',
    modifiers: service.versioned ? ['startswith'] : [],
    values: eventNames(calls, report),
  };
  const filters = [...like.selections.values()].filter(({ filter }) => filter);
  return {
    provider: 'aws',
    kind: 'behavioral',
    title: like.title,
    description: like.description,
    references: like.references,
    techniques: like.techniques,
    logsource: like.logsource,
    selections: [
      {
        name: 'selection_service',
        alternatives: [
          [{ field: 'eventSource', modifiers: ['startswith'], values: [word] }],
          [{ field: 'eventSource', modifiers: [], values: [{ text: service.eventSource }] }],
        ],
      },
      { name: 'selection_call', alternatives: [[names]] },
      ...filters.map(({ name, alternatives }) => ({
        name,
        alternatives: alternatives.map((items) =>
          items.map(({ field, modifiers, values }) => ({ field, modifiers, values: values.map((text) => ({ text })) })),
        ),
      })),
    ],
    condition: filters.length > 0 ? 'all of selection_* and not 1 of filter_*' : 'all of selection_*',
    falsepositives: like.falsepositives,
    level: like.level === 'high' ? 'medium' : like.level,
    position: calls[0]?.start ?? 0,
  };
}

/** The report's word by which the event source starts (`RDS` for `rds.amazonaws.com`), nearest to a place. */
function findServiceWord({ eventSource }: AwsService, at: number, report: Report): DraftValue | undefined {
  const prefix = eventSource.split('.')[0] as string;
  let best: { readonly start: number; readonly end: number } | undefined;
  for (const match of report.text.matchAll(new RegExp(`(?<![\\w-])${prefix}(?![\\w-])`, 'gi'))) {
    const start = match.index;
    if (report.sentenceAt(start)?.role !== 'account') continue;
    if (!best || Math.abs(start - at) < Math.abs(best.start - at)) best = { start, end: start + prefix.length };
  }
  if (!best) return undefined;
  const span = report.originalSpan(best.start, best.end);
  const text = report.original.slice(span.start, span.end);
  return text.toLowerCase() === prefix ? { text, span } : undefined;
}
