/** An engine reads techniques out of a report. Everything after that, from values to rules, is the same for all engines. */
import type { CancellationToken } from '../../base/cancellation.ts';
import type { AttackTable } from '../../data/attack.ts';
import type { DataFiles } from '../../data/data-files.ts';
import type { Report } from '../steps/read-report.ts';
import type { PipelineNotice, TechniqueProposal } from '../types.ts';

export interface EngineInput {
  readonly report: Report;
  readonly attack: AttackTable;
  readonly files: DataFiles;
  readonly token: CancellationToken;
}

export interface EngineResult {
  /** Evidence outside the report's account, or of techniques that do not exist, is dropped by whoever asked. */
  readonly proposals: readonly TechniqueProposal[];
  readonly notices: readonly PipelineNotice[];
  /** The engine that did the work, when it was another than the one asked. */
  readonly engine?: string;
}

export interface GenerationEngine {
  readonly id: string;
  propose(input: EngineInput): Promise<EngineResult>;
}
