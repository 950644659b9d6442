/** Behavioural drafts of one provider: gold rules that the report supports, and what the report names beyond them. */
import { loadCues } from '../../data/cues.ts';
import { composeLinux } from './compose-linux.ts';
import { composeWindows } from './compose-windows.ts';
import type { GoldRule } from './gold-rule.ts';
import { instantiateGold } from './instantiate-gold.ts';
import { loadGold } from './load-gold.ts';
import { findSupport } from './match-gold.ts';
import type { Observation } from './observation.ts';
import { observeLinux } from './observe-linux.ts';
import { observeWindows } from './observe-windows.ts';
import { type ProviderInput, type ProviderRules, proposalsOf } from './provider-rules.ts';
import { pruneGold } from './prune-gold.ts';
import type { Report } from './read-report.ts';
import { writeAwsRules } from './write-aws-rules.ts';

export function writeProviderRules(provider: string, input: ProviderInput): ProviderRules {
  const gold = loadGold(input.files, provider);
  if (gold.length === 0) return { drafts: [], proposals: [], gold, concerned: false };
  return provider === 'aws' ? writeAwsRules(gold, input) : writeHostRules(gold, input);
}

function writeHostRules(
  gold: readonly GoldRule[],
  { report, files, spoken, possible, spokenOf }: ProviderInput,
): ProviderRules {
  const linux = gold[0]?.provider === 'linux-auditd';
  const platform = linux ? 'linux' : 'windows';
  const observations = !possible(platform) ? [] : linux ? observeLinux(report) : observeWindows(report);
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
  const drafts = supports.flatMap((support) => instantiateGold(support, report, { cased: linux, spokenOf }) ?? []);
  const rest = observations.filter((observation) => !covered.has(observation));
  const composed = linux ? composeLinux(rest, report, files) : composeWindows(rest, report, files);
  return {
    drafts: [...drafts, ...composed],
    proposals: supports.flatMap((support) => proposalsOf(support, report)),
    gold,
    concerned: spoken.has(platform),
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
