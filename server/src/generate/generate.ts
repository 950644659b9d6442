/**
 * From a report's text to Sigma rules. Read it from top to bottom: the text is normalised, indicators and techniques are found, gold
 * rules that the report supports become rules with the report's values, every rule is written, linted and proved, and what could not
 * be done is said. Nothing here reads a disk, a clock or a network: the same input gives the same result.
 */
import { neverCancelled, throwIfCancelled } from '../base/cancellation.ts';
import { type AttackTable, loadAttack } from '../data/attack.ts';
import { loadCloudTrail } from '../data/cloudtrail.ts';
import type { DataFiles } from '../data/data-files.ts';
import { embeddedEngine } from './engines/embedded/embedded-engine.ts';
import type { GenerationEngine } from './engines/engine.ts';
import { createRuleCheck } from './steps/check-rule.ts';
import { collectTechniques } from './steps/collect-techniques.ts';
import { composeIocs } from './steps/compose-iocs.ts';
import { createRuleConversion } from './steps/convert-rule.ts';
import { findGaps } from './steps/find-gaps.ts';
import { type FoundIoc, findIocs } from './steps/find-iocs.ts';
import type { GoldRule } from './steps/gold-rule.ts';
import { mergeDrafts } from './steps/merge-drafts.ts';
import { looksTechnical, type Platform, speaksOfThreat, spokenPlatforms } from './steps/platforms.ts';
import { firesOnOwnValues } from './steps/prove-rule.ts';
import { type Report, readReport } from './steps/read-report.ts';
import { type RuleDraft, valuesOf } from './steps/rule-draft.ts';
import { type Targets, validateInput } from './steps/validate-input.ts';
import { writeProviderRules } from './steps/write-provider-rules.ts';
import { writeRule } from './steps/write-rule.ts';
import type {
  ExtractedTechnique,
  GeneratedRule,
  GenerateOptions,
  GenerationResult,
  PipelineNotice,
  TechniqueProposal,
} from './types.ts';

export interface GenerateInput {
  readonly text: string;
  readonly options: GenerateOptions;
  readonly files: DataFiles;
  /** Default: the embedded engine. */
  readonly engine?: GenerationEngine;
  /** Milliseconds of a clock that only goes forward; without one the result says 0. */
  readonly now?: () => number;
  /** Awaited between the steps, so that a host can read a cancellation that arrived meanwhile. */
  readonly pause?: () => Promise<void>;
}

/** What the steps share. */
interface Run {
  readonly input: GenerateInput;
  readonly targets: Targets;
  readonly engine: GenerationEngine;
  /** The engine that really did the work. */
  engineId: string;
  readonly attack: AttackTable;
  readonly notices: PipelineNotice[];
  enter(step: string, fraction: number): Promise<void>;
}

/** Throws a `Failure` (`ValidationError`, `InputTooLarge`) for input that cannot be worked on, and `CancelledError`. */
export async function generate(input: GenerateInput): Promise<GenerationResult> {
  const started = input.now?.() ?? 0;
  const run = startRun(input);

  await run.enter('Reading the report', 0);
  const report = readReport(input.text);
  noteInstructions(report, run);

  await run.enter('Finding indicators', 0.1);
  const iocs = findIocs(report);

  await run.enter('Finding techniques', 0.2);
  const proposed = await propose(report, run);

  const written = await draftRules(report, iocs, proposed, run);
  const techniques = collectTechniques([...proposed, ...written.proposals], report, run.attack);

  await run.enter('Checking rules', 0.6);
  const sound = keepSound(mergeDrafts(written.drafts, run.targets.providers), run);
  const rules = await convertRules(sound, run);
  noteNothing(rules, techniques, run);

  const elapsed = Math.round((input.now?.() ?? 0) - started);
  return assemble({ rules, techniques, iocs, sound, gold: written.gold, elapsed }, run);
}

function startRun(input: GenerateInput): Run {
  const { options, files, engine = embeddedEngine } = input;
  const targets = validateInput(input.text, options);
  const token = options.token ?? neverCancelled;
  return {
    input,
    targets,
    engine,
    engineId: engine.id,
    attack: loadAttack(files),
    notices: [],
    async enter(step, fraction) {
      options.progress?.(step, fraction);
      await input.pause?.();
      throwIfCancelled(token);
    },
  };
}

function noteInstructions({ instructions }: Report, { notices }: Run): void {
  if (instructions === 0) return;
  notices.push({
    code: 'instruction_like_text',
    message: `${instructions} ${instructions === 1 ? 'sentence' : 'sentences'} of the text give instructions to whoever processes it instead of telling of an intrusion. They were left out; look at where the text comes from.`,
  });
}

async function propose(report: Report, run: Run): Promise<readonly TechniqueProposal[]> {
  const { engine, attack, input, notices } = run;
  const token = input.options.token ?? neverCancelled;
  const result = await engine.propose({ report, attack, files: input.files, token });
  notices.push(...result.notices);
  run.engineId = result.engine ?? engine.id;
  return result.proposals;
}

interface Written {
  readonly drafts: readonly RuleDraft[];
  readonly proposals: readonly TechniqueProposal[];
  readonly gold: ReadonlyMap<string, readonly GoldRule[]>;
}

async function draftRules(
  report: Report,
  iocs: readonly FoundIoc[],
  proposed: readonly TechniqueProposal[],
  run: Run,
): Promise<Written> {
  const spokenOf = new Set(proposed.map(({ techniqueId }) => techniqueId));
  const catalogue = loadCloudTrail(run.input.files);
  const spoken = spokenPlatforms(report.text, catalogue);
  const iocsOnly = spoken.size === 0 && speaksOfThreat(report.original);
  // A text that is silent about its platform may be about any that was asked for, if it is about a threat at all.
  const silent = iocsOnly || (spoken.size === 0 && run.targets.chosen && looksTechnical(report.original));
  const input = {
    report,
    files: run.input.files,
    catalogue,
    spokenOf,
    spoken,
    possible: (platform: Platform) => silent || spoken.has(platform),
  };
  const { providers } = run.targets;
  const drafts: RuleDraft[] = [];
  const proposals: TechniqueProposal[] = [];
  const gold = new Map<string, readonly GoldRule[]>();
  for (const [index, provider] of providers.entries()) {
    await run.enter('Matching gold rules', 0.3 + (0.3 * index) / providers.length);
    const rules = writeProviderRules(provider, input);
    if (rules.gold.length > 0) gold.set(provider, rules.gold);
    else run.notices.push(withoutCorpus(provider));
    drafts.push(...rules.drafts);
    proposals.push(...rules.proposals);
    if ((rules.concerned || iocsOnly) && rules.gold.length > 0 && run.targets.includeIocRules)
      drafts.push(...composeIocs(iocs, provider));
  }
  return { drafts, proposals, gold };
}

function withoutCorpus(provider: string): PipelineNotice {
  return {
    code: 'provider_without_corpus',
    message: `There are no gold rules for ${provider} yet, so no rules were written for it.`,
  };
}

interface SoundRule {
  readonly draft: RuleDraft;
  readonly yaml: string;
}

/** Rules that pass the linter without a finding and fire on an event made of their own values. */
function keepSound(drafts: readonly RuleDraft[], { input, attack, notices }: Run): SoundRule[] {
  const check = createRuleCheck(input.files);
  return drafts.flatMap((draft) => {
    const { date, reference } = input.options;
    const yaml = writeRule(draft, { date, attack, ...(reference !== undefined && { reference }) });
    const findings = check(yaml);
    const fires = findings.length === 0 && firesOnOwnValues(yaml, draft);
    if (fires) return [{ draft, yaml }];
    const why = findings.length > 0 ? `the linter finds ${findings.join(', ')}` : 'it would not fire on its own values';
    notices.push({ code: 'rule_dropped', message: `The rule "${draft.title}" was left out: ${why}.` });
    return [];
  });
}

async function convertRules(sound: readonly SoundRule[], run: Run): Promise<GeneratedRule[]> {
  const convert = createRuleConversion(run.targets, run.input.files, run.notices);
  const rules: GeneratedRule[] = [];
  for (const [index, { draft, yaml }] of sound.entries()) {
    await run.enter('Converting rules', 0.7 + (0.3 * index) / sound.length);
    const { title, provider, kind, techniques } = draft;
    const conversions = convert(yaml, draft);
    rules.push({ yaml, title, provider, kind, techniqueIds: techniques, conversions, values: valuesOf(draft) });
  }
  return rules;
}

function noteNothing(rules: readonly GeneratedRule[], techniques: readonly ExtractedTechnique[], run: Run): void {
  if (rules.length > 0) return;
  const names = run.targets.providers.join(', ');
  const message =
    techniques.length === 0
      ? 'The text tells of no technique, command, API call or indicator that a detection could be built on. No rule was written.'
      : `The text tells of techniques, but of nothing that the logs of ${names} would show. No rule was written; choose other providers, or see the detection gaps.`;
  run.notices.push({ code: 'nothing_actionable', message });
}

interface Parts {
  readonly rules: readonly GeneratedRule[];
  readonly techniques: readonly ExtractedTechnique[];
  readonly iocs: readonly FoundIoc[];
  readonly sound: readonly SoundRule[];
  readonly gold: ReadonlyMap<string, readonly GoldRule[]>;
  readonly elapsed: number;
}

function assemble({ rules, techniques, iocs, sound, gold, elapsed }: Parts, run: Run): GenerationResult {
  const { providers } = run.targets;
  const drafts = sound.map(({ draft }) => draft);
  const { files, options } = run.input;
  return {
    rules,
    ttps: techniques,
    iocs: iocs.map(({ type, value }) => ({ type, value })),
    detectionGaps: findGaps({ techniques, providers, gold, drafts, attack: run.attack, files }),
    pipelineNotices: run.notices,
    metadata: {
      inputType: options.inputType ?? 'text',
      rulesGenerated: rules.length,
      ttpsExtracted: techniques.length,
      platformsTargeted: providers.length,
      processingTimeMs: elapsed,
      engine: run.engineId,
      corpusVersion: corpusVersion(files),
    },
  };
}

function corpusVersion(files: DataFiles): string {
  return (JSON.parse(files.read('version.json')) as { version: string }).version;
}
