import * as vscode from 'vscode';
import type { ConnectionTarget } from '../../../server/src/protocol/siem.ts';
import type { App } from '../app.ts';

/** The connection that a person means: the only one, or the one picked. Offers to add one where there is none. */
export async function pickConnection(app: App, title: string): Promise<ConnectionTarget | undefined> {
  const all = app.connections.list();
  if (all.length === 0) {
    const add = 'Add SIEM Connection…';
    const choice = await vscode.window.showInformationMessage('There is no SIEM connection yet.', add);
    if (choice === add) await vscode.commands.executeCommand('sigmasmith.addSiemConnection');
    return undefined;
  }
  if (all.length === 1) return all[0];
  const items = all.map((target) => ({
    label: target.connection.name,
    description: `${target.connection.kind}, ${target.origin}`,
    target,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'Choose a SIEM connection',
    matchOnDescription: true,
  });
  return picked?.target;
}

/** The rule in the active editor, or a word about why there is none. */
export function activeRule(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor && ['yaml', 'sigma'].includes(editor.document.languageId)) return editor;
  void vscode.window.showWarningMessage(
    'Open a Sigma rule first: this command works on the rule in the active editor.',
  );
  return undefined;
}
