import * as vscode from 'vscode';

/** The rule that a command is about: that of a menu or lens, or the one in the active editor; a word where there is none. */
export async function ruleDocument(resource: unknown): Promise<vscode.TextDocument | undefined> {
  if (resource instanceof vscode.Uri) return vscode.workspace.openTextDocument(resource);
  const document = vscode.window.activeTextEditor?.document;
  if (document && ['yaml', 'sigma'].includes(document.languageId)) return document;
  void vscode.window.showWarningMessage(
    'Open a Sigma rule first: this command converts the rule in the active editor.',
  );
  return undefined;
}

/** The group beside the one that a document is shown in. */
export function columnBeside({ uri }: vscode.TextDocument): vscode.ViewColumn {
  const key = uri.toString();
  const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === key);
  return (editor?.viewColumn ?? vscode.ViewColumn.One) + 1;
}
