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

export interface ListTargetsResult {
  readonly targets: readonly Target[];
  readonly siems: readonly Siem[];
  readonly providers: readonly Provider[];
}

export const listTargetsRequest = requestName<Record<string, never>, ListTargetsResult>('sigmasmith/listTargets');
