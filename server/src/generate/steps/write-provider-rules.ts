/** Behavioural drafts of one provider: gold rules that the report supports, and what the report names beyond them. */
import type { AttackTable } from '../../data/attack.ts';
import { type CloudTrailCatalogue, loadCloudTrail } from '../../data/cloudtrail.ts';
import { loadCues } from '../../data/cues.ts';
import type { DataFiles } from '../../data/data-files.ts';
import type { TechniqueProposal } from '../types.ts';
import { composeAws, withServiceWord } from './compose-aws.ts';
import { composeLinux } from './compose-linux.ts';
import { composeWindows } from './compose-windows.ts';
import { type AwsCall, findAwsCalls, speaksOfAws } from './find-aws-calls.ts';
import type { GoldRule } from './gold-rule.ts';
import { instantiateGold } from './instantiate-gold.ts';
import { loadGold } from './load-gold.ts';
import { findSupport, type Support } from './match-gold.ts';
import type { Observation } from './observation.ts';
import { observeAwsCall } from './observe-aws.ts';
import { observeLinux, speaksOfLinux } from './observe-linux.ts';
import { observeWindows, speaksOfWindows } from './observe-windows.ts';
import { pruneGold } from './prune-gold.ts';
import type { Report } from './read-report.ts';
import type { RuleDraft } from './rule-draft.ts';

export interface ProviderRules {
  readonly drafts: readonly RuleDraft[];
  /** Techniques that the matched rules stand for, with the places that support them. */
  readonly proposals: readonly TechniqueProposal[];
  readonly hasCorpus: boolean;
  /** The report is about what the provider's log shows; only then its indicators are looked for there. */
  readonly concerned: boolean;
}

export interface ProviderInput {
  readonly report: Report;
  readonly files: DataFiles;
  readonly attack: AttackTable;
  /** Techniques that the engine proposes. */
  readonly spokenOf: ReadonlySet<string>;
}

export function writeProviderRules(provider: string, input: ProviderInput): ProviderRules {
  const { report, files } = input;
  const gold = loadGold(files, provider);
  if (gold.length === 0) return { drafts: [], proposals: [], hasCorpus: false, concerned: false };
  if (provider === 'aws') return awsRules(gold, report, loadCloudTrail(files));
  return hostRules(gold, input);
}

function awsRules(gold: readonly GoldRule[], report: Report, catalogue: CloudTrailCatalogue): ProviderRules {
  const calls = findAwsCalls(report, catalogue);
  const stated = calls.filter(({ form }) => form !== 'prose');
  const stays = new Set(stated.map(({ eventName }) => eventName));
  const implied = calls
    .filter(({ form, eventName }) => form === 'prose' && !stays.has(eventName))
    .map(({ eventName }) => eventName);
  const places = new Map<Observation, AwsCall>(stated.map((call) => [observeAwsCall(call, catalogue), call]));
  const observations = [...places.keys()];
  const supports = gold.flatMap((rule) => findSupport(rule, observations) ?? []);
  const covered = new Set(supports.flatMap((support) => support.observations));
  const drafts = supports.flatMap((support) => {
    const own = support.observations.map((observation) => places.get(observation) as AwsCall);
    const draft = instantiateGold(support, report, {
      cased: true,
      implied,
      complete: (made) => withServiceWord(made, own, report),
    });
    return draft ? [draft] : [];
  });
  const rest = observations
    .filter((observation) => !covered.has(observation))
    .map((observation) => places.get(observation) as AwsCall);
  const composed = composeAws(rest, report, catalogue);
  return {
    drafts: [...drafts, ...composed],
    proposals: supports.flatMap((support) => proposalsOf(support, report)),
    hasCorpus: true,
    concerned: calls.length > 0 && speaksOfAws(report.text),
  };
}

function hostRules(gold: readonly GoldRule[], { report, files, attack, spokenOf }: ProviderInput): ProviderRules {
  const linux = gold[0]?.provider === 'linux-auditd';
  const observations = linux ? observeLinux(report) : observeWindows(report);
  const cues = loadCues(files);
  const has = wordsOf(report.text);
  const supports = gold
    .map((rule) => pruneGold(rule, has))
    .flatMap((rule) => {
      const words = cues.get(rule.slug);
      const cue = words && ((observation: Observation) => words.test(sentenceOf(observation, report)));
      return findSupport(rule, observations, cue) ?? [];
    });
  const covered = new Set(supports.flatMap((support) => support.observations));
  const drafts = supports.flatMap(
    (support) => instantiateGold(support, report, { cased: linux, narrow: { spokenOf, attack } }) ?? [],
  );
  const rest = observations.filter((observation) => !covered.has(observation));
  const composed = linux ? composeLinux(rest, report, files) : composeWindows(rest, report, files);
  return {
    drafts: [...drafts, ...composed],
    proposals: supports.flatMap((support) => proposalsOf(support, report)),
    hasCorpus: true,
    concerned: linux ? speaksOfLinux(report.text) : speaksOfWindows(report.text),
  };
}

/** Whether a text holds a word, in any case. */
function wordsOf(text: string): (word: string) => boolean {
  const lower = text.toLowerCase();
  const known = new Map<string, boolean>();
  return (word) => {
    const answer = known.get(word) ?? lower.includes(word);
    known.set(word, answer);
    return answer;
  };
}

function sentenceOf({ start, end }: Observation, report: Report): string {
  const sentence = report.sentenceAt(start);
  return sentence ? sentence.text : report.text.slice(start, end);
}

/** The first technique of a matched rule is what the rule is about. */
function proposalsOf({ rule, observations }: Support, report: Report): TechniqueProposal[] {
  const sure = observations.some(({ mode }) => mode !== 'prose');
  const evidence = observations.slice(0, 5).map(({ start, end }) => report.originalSpan(start, end));
  return rule.techniques
    .slice(0, 1)
    .map((techniqueId) => ({ techniqueId, confidence: sure ? 'high' : 'medium', evidence }));
}
