/** Behavioural drafts for AWS: gold rules narrowed to the calls that the report names, and rules for calls that no gold rule knows. */
import type { CloudTrailCatalogue } from '../../data/cloudtrail.ts';
import { composeAws, withServiceWord } from './compose-aws.ts';
import { composeDescribed, composeInWords } from './compose-aws-described.ts';
import { type AwsCall, findAwsCalls } from './find-aws-calls.ts';
import type { GoldRule } from './gold-rule.ts';
import { instantiateGold } from './instantiate-gold.ts';
import { findSupport, type Support } from './match-gold.ts';
import type { Observation } from './observation.ts';
import { observeAwsCall } from './observe-aws.ts';
import { type ProviderInput, type ProviderRules, proposalsOf } from './provider-rules.ts';
import type { Report } from './read-report.ts';
import { type RuleDraft, valuesOf } from './rule-draft.ts';

export function writeAwsRules(
  gold: readonly GoldRule[],
  { report, catalogue, spoken, possible }: ProviderInput,
): ProviderRules {
  const calls = findAwsCalls(report, catalogue, possible('aws'));
  const stated = calls.filter(({ form }) => form !== 'prose');
  const described = describedOnly(calls, stated);
  const places = new Map<Observation, AwsCall>(stated.map((call) => [observeAwsCall(call, catalogue), call]));
  const observations = [...places.keys()];
  const supports = gold.flatMap((rule) => findSupport(rule, observations) ?? []);
  const drafts = [
    ...supports.flatMap((support) => goldDraft(support, places, described, report)),
    ...composeAws(uncovered(supports, places), report, catalogue),
  ];
  return {
    drafts: [...drafts, ...describedDrafts(described, stated, drafts, { gold, report, catalogue })],
    proposals: supports.flatMap((support) => proposalsOf(support, report)),
    gold,
    concerned: calls.length > 0 && spoken.has('aws'),
  };
}

/** Calls that the report tells of in words only. */
function describedOnly(calls: readonly AwsCall[], stated: readonly AwsCall[]): AwsCall[] {
  const names = new Set(stated.map(({ eventName }) => eventName));
  return calls.filter(({ form, eventName }) => form === 'prose' && !names.has(eventName));
}

function goldDraft(
  support: Support,
  places: ReadonlyMap<Observation, AwsCall>,
  described: readonly AwsCall[],
  report: Report,
): RuleDraft[] {
  const own = support.observations.flatMap((observation) => places.get(observation) ?? []);
  const draft = instantiateGold(support, report, {
    cased: true,
    implied: described.map(({ eventName }) => eventName),
    complete: (made) => withServiceWord(made, own, report),
  });
  return draft ? [draft] : [];
}

function uncovered(supports: readonly Support[], places: ReadonlyMap<Observation, AwsCall>): AwsCall[] {
  const covered = new Set(supports.flatMap(({ observations }) => observations));
  return [...places].filter(([observation]) => !covered.has(observation)).map(([, call]) => call);
}

interface DescribedInput {
  readonly gold: readonly GoldRule[];
  readonly report: Report;
  readonly catalogue: CloudTrailCatalogue;
}

/**
 * What is described in words and found no place in another rule stands beside the calls of the same service that the report names, or
 * becomes a rule by itself where the report names none.
 */
function describedDrafts(
  described: readonly AwsCall[],
  stated: readonly AwsCall[],
  drafts: readonly RuleDraft[],
  { gold, report, catalogue }: DescribedInput,
): RuleDraft[] {
  const used = new Set(
    drafts
      .flatMap(valuesOf)
      .filter(({ field }) => field === 'eventName')
      .map(({ value }) => value),
  );
  const groups = new Map<string, { like: GoldRule; calls: AwsCall[]; named: AwsCall[] }>();
  for (const call of described) {
    const like = used.has(call.eventName) ? undefined : goldOf(call.eventName, gold);
    if (!like) continue;
    const named = stated.filter(({ service, literal }) => service === call.service && literal);
    const key = named.length > 0 ? call.service : `${call.service} ${like.slug}`;
    const group = groups.get(key) ?? { like, calls: [], named };
    group.calls.push(call);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ like, calls, named }) => {
    const input = { report, catalogue };
    return (named.length > 0 ? composeDescribed(calls, named, like, input) : composeInWords(calls, like, input)) ?? [];
  });
}

function goldOf(eventName: string, gold: readonly GoldRule[]): GoldRule | undefined {
  return gold.find(({ selections }) =>
    [...selections.values()].some(({ alternatives }) =>
      alternatives.flat().some(({ field, values }) => field === 'eventName' && values.includes(eventName)),
    ),
  );
}
