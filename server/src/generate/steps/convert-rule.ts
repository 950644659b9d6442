/** Queries of a generated rule for the SIEMs asked for. */
import type { DataFiles } from '../../data/data-files.ts';
import type { PipelineNotice } from '../types.ts';
import type { RuleDraft } from './rule-draft.ts';

export type RuleConversion = (yaml: string, draft: RuleDraft) => Record<string, string>;

export function createRuleConversion(
  _siems: readonly string[],
  _files: DataFiles,
  _notices: PipelineNotice[],
): RuleConversion {
  return () => ({});
}
