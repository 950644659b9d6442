/** Rules for AWS API calls that no gold rule knows: one for what a service was asked, one for what was changed. */
import type { CloudTrailCatalogue } from '../../data/cloudtrail.ts';
import type { AwsCall } from './find-aws-calls.ts';
import type { NormalisedText } from './normalise-text.ts';
import { type DraftItem, type DraftValue, draftValue, hasReportValue, type RuleDraft } from './rule-draft.ts';

const reading =
  /^(?:Get|List|Describe|Head|Search|Lookup|Query|Scan|Select|Batch(?:Get|Describe)|Check|Simulate|Filter|Retrieve|View|Estimate|Preview|Validate|Test|Discover|Download)/;
const removing =
  /^(?:Delete|Remove|Deregister|Disable|Disassociate|Stop|Terminate|Detach|Revoke|Cancel|Purge|Reject|Decline|Unsubscribe|Untag)/;

interface Kind {
  readonly id: string;
  readonly title: (service: string) => string;
  readonly description: (service: string) => string;
  readonly techniques: readonly string[];
  readonly falsepositives: readonly string[];
  readonly level: string;
}

const kinds: readonly Kind[] = [
  {
    id: 'read',
    title: (service) => `AWS ${service} Resources Enumerated`,
    description: (service) =>
      `Detects calls of AWS ${service} that list or read resources and that a report names as part of an intrusion.`,
    techniques: ['T1526'],
    falsepositives: ['Inventory, monitoring and posture management tools'],
    level: 'low',
  },
  {
    id: 'remove',
    title: (service) => `AWS ${service} Resources Removed or Disabled`,
    description: (service) =>
      `Detects calls of AWS ${service} that remove or disable resources and that a report names as part of an intrusion.`,
    techniques: ['T1485'],
    falsepositives: ['Clean-up by the owners of the resources'],
    level: 'medium',
  },
  {
    id: 'change',
    title: (service) => `AWS ${service} Resources Created or Changed`,
    description: (service) =>
      `Detects calls of AWS ${service} that create or change resources and that a report names as part of an intrusion.`,
    techniques: ['T1059.009'],
    falsepositives: ['Administrators and deployment pipelines that make this change on purpose'],
    level: 'medium',
  },
];

export function kindOf(eventName: string): Kind {
  const id = reading.test(eventName) ? 'read' : removing.test(eventName) ? 'remove' : 'change';
  return kinds.find((kind) => kind.id === id) as Kind;
}

export function composeAws(
  calls: readonly AwsCall[],
  report: NormalisedText,
  catalogue: CloudTrailCatalogue,
): RuleDraft[] {
  const groups = new Map<string, AwsCall[]>();
  for (const call of calls) {
    const source = catalogue.services.get(call.service)?.eventSource ?? call.service;
    const key = `${source} ${kindOf(call.eventName).id}`;
    groups.set(key, [...(groups.get(key) ?? []), call]);
  }
  return [...groups.values()].flatMap((group) => {
    const draft = composeGroup(group, report, catalogue);
    return draft ? [draft] : [];
  });
}

function composeGroup(
  calls: readonly AwsCall[],
  report: NormalisedText,
  catalogue: CloudTrailCatalogue,
): RuleDraft | undefined {
  const [first] = calls;
  const service = first && catalogue.services.get(first.service);
  if (!service) return undefined;
  const kind = kindOf(first.eventName);
  const names: DraftItem = {
    field: 'eventName',
    modifiers: service.versioned ? ['startswith'] : [],
    values: eventNames(calls, report),
  };
  const draft: RuleDraft = {
    provider: 'aws',
    kind: 'behavioral',
    title: kind.title(service.name),
    description: kind.description(service.name),
    references: [],
    techniques: kind.techniques,
    logsource: { product: 'aws', service: 'cloudtrail' },
    selections: [
      {
        name: 'selection',
        alternatives: [[{ field: 'eventSource', modifiers: [], values: [{ text: service.eventSource }] }, names]],
      },
    ],
    condition: 'selection',
    falsepositives: kind.falsepositives,
    level: kind.level,
    position: first.start,
  };
  const completed = withServiceWord(draft, calls, report);
  return hasReportValue(completed) ? completed : undefined;
}

/** Each name once, from the report where any mention has it letter by letter. */
export function eventNames(calls: readonly AwsCall[], report: NormalisedText): DraftValue[] {
  const values = new Map<string, DraftValue>();
  for (const { eventName, literal, start, end } of calls) {
    const value = draftValue(report.original, eventName, literal ? report.originalSpan(start, end) : undefined, {
      cased: true,
    });
    if (value.span || !values.has(eventName)) if (!values.get(eventName)?.span) values.set(eventName, value);
  }
  return [...values.values()];
}

/**
 * A rule whose event names all come from the catalogue (`aws iam create-user` for CreateUser) takes the service from the report:
 * CloudTrail's event source starts with the very word that the command has.
 */
export function withServiceWord(draft: RuleDraft, calls: readonly AwsCall[], report: NormalisedText): RuleDraft {
  const word = calls.find(({ serviceWord }) => serviceWord)?.serviceWord;
  if (hasReportValue(draft) || !word) return draft;
  const span = report.originalSpan(word.start, word.end);
  const text = report.original.slice(span.start, span.end);
  const replace = (item: DraftItem): DraftItem =>
    item.field === 'eventSource' && item.values.length === 1 && item.values[0]?.text.startsWith(`${text}.`)
      ? { field: 'eventSource', modifiers: ['startswith'], values: [{ text, span }] }
      : item;
  const selections = draft.selections.map(({ name, alternatives }) => ({
    name,
    alternatives: alternatives.map((items) => items.map(replace)),
  }));
  return { ...draft, selections };
}
