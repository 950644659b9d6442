import type { CloudTrailCatalogue } from '../../data/cloudtrail.ts';
import type { DataFiles } from '../../data/data-files.ts';
import type { TechniqueProposal } from '../types.ts';
import type { GoldRule } from './gold-rule.ts';
import type { Support } from './match-gold.ts';
import type { Platform } from './platforms.ts';
import type { Report } from './read-report.ts';
import type { RuleDraft } from './rule-draft.ts';

/** What was made of a report for one provider. */
export interface ProviderRules {
  readonly drafts: readonly RuleDraft[];
  /** Techniques that the matched rules stand for, with the places that support them. */
  readonly proposals: readonly TechniqueProposal[];
  /** The gold rules that were compared; none when the corpus has no rules for the provider. */
  readonly gold: readonly GoldRule[];
  /** The report is about what the provider's log shows; only then its indicators are looked for there. */
  readonly concerned: boolean;
}

export interface ProviderInput {
  readonly report: Report;
  readonly files: DataFiles;
  readonly catalogue: CloudTrailCatalogue;
  /** The platforms that the report speaks of. */
  readonly spoken: ReadonlySet<Platform>;
  /** Whether what the report tells may have happened there. */
  possible(platform: Platform): boolean;
  /** Techniques that the engine proposes. */
  readonly spokenOf: ReadonlySet<string>;
}

/** The first technique of a matched rule is what the rule is about. */
export function proposalsOf({ rule, observations }: Support, report: Report): TechniqueProposal[] {
  const sure = observations.some(({ mode }) => mode !== 'prose');
  const evidence = observations.slice(0, 5).map(({ start, end }) => report.originalSpan(start, end));
  return rule.techniques
    .slice(0, 1)
    .map((techniqueId) => ({ techniqueId, confidence: sure ? 'high' : 'medium', evidence }));
}
