import type { CancellationToken, Position } from 'vscode-languageserver';
import { concernsOtherFiles } from '../ide/navigation/occurrences.ts';
import type { RuleFile } from '../ide/navigation/places.ts';
import type { SigmaDocument } from './open-documents.ts';
import type { Session } from './session.ts';

/** An open Sigma document with the workspace around it, as both stand now. */
export interface OpenRuleFile extends RuleFile, Omit<SigmaDocument, 'parse'> {}

export function openRuleFile({ documents, workspace }: Session, uri: string): OpenRuleFile | undefined {
  const sigma = documents.get(uri);
  return sigma && { ...sigma, path: workspace.keyOf(uri), index: workspace.index };
}

/** The same with a position in it. Where the answer depends on other files, it waits until they are read. */
export async function openRuleFileAt(
  session: Session,
  { textDocument: { uri }, position }: { readonly textDocument: { readonly uri: string }; readonly position: Position },
  token: CancellationToken,
): Promise<{ readonly file: OpenRuleFile; readonly offset: number } | undefined> {
  const sigma = session.documents.get(uri);
  if (!sigma) return undefined;
  if (concernsOtherFiles(sigma.parse, sigma.document.offsetAt(position))) await session.workspace.whenRead(token);
  const file = openRuleFile(session, uri);
  return file && { file, offset: file.document.offsetAt(position) };
}
