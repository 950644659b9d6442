import type { RuleFile } from '../ide/navigation/places.ts';
import type { SigmaDocument } from './open-documents.ts';
import type { Session } from './session.ts';

/** An open Sigma document with the workspace around it, as both stand now. */
export interface OpenRuleFile extends RuleFile, Omit<SigmaDocument, 'parse'> {}

export function openRuleFile({ documents, workspace }: Session, uri: string): OpenRuleFile | undefined {
  const sigma = documents.get(uri);
  return sigma && { ...sigma, path: workspace.keyOf(uri), index: workspace.index };
}
