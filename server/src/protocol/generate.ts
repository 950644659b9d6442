import type { LongRequest, Reply } from './message.ts';
import { requestName } from './message.ts';
import type { ModelSettings } from './model.ts';

export interface GenerateParams extends LongRequest {
  /** The report's text. Spans in the result count UTF-16 units from its start. */
  readonly text: string;
  /** Providers to write rules for; absent: every provider that the corpus covers. */
  readonly providers?: readonly string[];
  /** SIEMs to convert for; absent: every SIEM that has a backend. */
  readonly siems?: readonly string[];
  readonly includeIocRules?: boolean;
  /** Absent: the embedded engine. */
  readonly model?: ModelSettings;
  readonly inputType?: 'text' | 'url';
  /** The report's address, for the rules' `references`. */
  readonly reference?: string;
  /** What an engine has read out of the text already; set inside the server. */
  readonly proposed?: ProposedTechniques;
  /** `YYYY-MM-DD` for the rules' `date`; absent: today. */
  readonly date?: string;
}

/** Techniques that an engine proposes; spans count in the text. */
export interface ProposedTechniques {
  readonly engine: string;
  readonly proposals: readonly {
    readonly techniqueId: string;
    readonly confidence: 'high' | 'medium' | 'low';
    readonly evidence: readonly { readonly start: number; readonly end: number }[];
  }[];
  readonly notices: readonly PipelineNotice[];
}

export interface RuleValue {
  readonly field: string;
  readonly value: string;
  readonly source: 'report' | 'corpus';
  /** Where the report has the value. Only with source `report`. */
  readonly start?: number;
  readonly end?: number;
}

export interface GeneratedRule {
  readonly yaml: string;
  readonly title: string;
  readonly provider: string;
  readonly kind: 'behavioral' | 'ioc';
  readonly techniqueIds: readonly string[];
  /** Query by SIEM name. */
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
  readonly confidence: 'high' | 'medium' | 'low';
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
  readonly inputType: string;
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

export const generateRequest = requestName<GenerateParams, Reply<GenerationResult>>('sigmasmith/generate');
