import { requestName } from './message.ts';

export interface TargetFormat {
  readonly name: string;
  readonly description: string;
}

export interface Target {
  readonly name: string;
  readonly label: string;
  /** Language of its queries, as in `sigmasmith-<language>`. */
  readonly language: string;
  readonly formats: readonly TargetFormat[];
}

/** A SIEM as the generation result names it. */
export interface Siem {
  readonly name: string;
  readonly label: string;
  /** Language of its queries; absent while there is no backend for it. */
  readonly language?: string;
}

export interface Provider {
  readonly name: string;
  readonly label: string;
  /** Whether the corpus has rules for it. */
  readonly covered: boolean;
}

/** A conversion that the project of a document has a name for. */
export interface ConfiguredTarget {
  readonly name: string;
  /** What it stands for, for a person: target, format and pipelines. */
  readonly description: string;
}

export interface BuiltinPipeline {
  readonly name: string;
  readonly description: string;
  /** Targets that it is made for; empty for all. */
  readonly targets: readonly string[];
}

export interface ListTargetsParams {
  /** A document or folder, for the targets of its project. */
  readonly uri?: string;
}

export interface ListTargetsResult {
  readonly configured: readonly ConfiguredTarget[];
  readonly targets: readonly Target[];
  readonly siems: readonly Siem[];
  readonly providers: readonly Provider[];
}

/** The pipelines that come with the program. */
export const listPipelinesRequest = requestName<Record<string, never>, readonly BuiltinPipeline[]>(
  'sigmasmith/listPipelines',
);

export const listTargetsRequest = requestName<ListTargetsParams, ListTargetsResult>('sigmasmith/listTargets');
