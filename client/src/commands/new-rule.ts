import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { openSigmaDocument } from '../sigma-documents.ts';

/** Opens an empty Sigma document and starts the snippet of a new rule in it. */
export const newRule: Command = {
  id: 'newRule',
  async run() {
    const document = await openSigmaDocument('', 'new-rule', vscode.window.activeTextEditor?.document.uri);
    await vscode.window.showTextDocument(document, { preview: false });
    await vscode.commands.executeCommand('editor.action.insertSnippet', { langId: 'sigma', name: 'Sigma rule' });
  },
};
