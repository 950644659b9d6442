import * as vscode from 'vscode';
import type { App, Command } from '../app.ts';

/** Copies the queries of a tab. */
export const copyQuery: Command = {
  id: 'copyQuery',
  async run(_app: App, resource?: vscode.Uri) {
    const document =
      resource instanceof vscode.Uri
        ? await vscode.workspace.openTextDocument(resource)
        : vscode.window.activeTextEditor?.document;
    if (!document) return;
    await vscode.env.clipboard.writeText(document.getText().trimEnd());
    vscode.window.setStatusBarMessage('The query was copied.', 3_000);
  },
};
