/** What generation takes and gives. Spans count UTF-16 units from the start of the text that was given. */
import type { CancellationToken } from '../base/cancellation.ts';
import type { Span } from '../base/span.ts';

export type Confidence = 'high' | 'medium' | 'low';

export interface RuleValue {
  /** Without modifiers. */
  readonly field: string;
  /** As Sigma compares it, without the escaping of the rule file. */
  readonly value: string;
  /** `report`: the very text at the span. `corpus`: from the data of the product, or made from the report by refanging or respelling. */
  readonly source: 'report' | 'corpus';
  readonly start?: number;
  readonly end?: number;
}

export interface GeneratedRule {
  readonly yaml: string;
  readonly title: string;
  readonly provider: string;
  readonly kind: 'behavioral' | 'ioc';
  readonly techniqueIds: readonly string[];
  /** Query by the name of the SIEM. */
  readonly conversions: Readonly<Record<string, string>>;
  readonly values: readonly RuleValue[];
}

export interface Evidence {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface ExtractedTechnique {
  readonly techniqueId: string;
  readonly techniqueName: string;
  readonly tactic: string;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
}

export interface ExtractedIoc {
  readonly type: string;
  readonly value: string;
}

export interface DetectionGap {
  readonly techniqueId: string;
  readonly provider: string;
  readonly reason: string;
}

export interface PipelineNotice {
  readonly code: string;
  readonly message: string;
}

export interface GenerationMetadata {
  readonly inputType: 'text' | 'url';
  readonly rulesGenerated: number;
  readonly ttpsExtracted: number;
  readonly platformsTargeted: number;
  readonly processingTimeMs: number;
  readonly engine: string;
  readonly corpusVersion: string;
}

export interface GenerationResult {
  readonly rules: readonly GeneratedRule[];
  readonly ttps: readonly ExtractedTechnique[];
  readonly iocs: readonly ExtractedIoc[];
  readonly detectionGaps: readonly DetectionGap[];
  readonly pipelineNotices: readonly PipelineNotice[];
  readonly metadata: GenerationMetadata;
}

export interface GenerateOptions {
  /** Names of `providers.ts`; absent: every provider that the corpus covers. */
  readonly providers?: readonly string[];
  /** Names of `convert/siems.ts`; absent: every SIEM that has a backend. */
  readonly siems?: readonly string[];
  /** Rules for indicators in addition to behavioural rules. Default: true. */
  readonly includeIocRules?: boolean;
  /** `YYYY-MM-DD`, written into the rules. */
  readonly date: string;
  readonly inputType?: 'text' | 'url';
  /** Where the person found the report; every rule cites it. */
  readonly reference?: string;
  readonly token?: CancellationToken;
  /** Called before each step with its name and the part of the work that is done, 0 to 1. */
  readonly progress?: (step: string, fraction: number) => void;
}

/** One technique that an engine reads out of a report; spans count in the given text. */
export interface TechniqueProposal {
  readonly techniqueId: string;
  readonly confidence: Confidence;
  readonly evidence: readonly Span[];
}
