import * as vscode from 'vscode';
import { editRuleRequest, type RuleChange } from '../../server/src/protocol/rule-edits.ts';
import type { App } from './app.ts';
import { toRange } from './to-range.ts';

/** Changes one key of the rule at the cursor, as one step that can be undone. */
export async function changeRule({ server }: App, change: RuleChange): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const document = editor?.document;
  if (!document || !['yaml', 'sigma'].includes(document.languageId)) {
    void vscode.window.showWarningMessage(
      'Open a Sigma rule first: this command changes the rule in the active editor.',
    );
    return;
  }
  const { version } = document;
  const position = { line: editor.selection.active.line, character: editor.selection.active.character };
  const edits = await server.request(editRuleRequest, { uri: document.uri.toString(), position, change });
  if (edits === null) {
    void vscode.window.showWarningMessage('There is no Sigma rule at the cursor that could be changed.');
    return;
  }
  if (document.version !== version) throw new Error('The rule was changed in the meantime. Try again.');
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) edit.replace(document.uri, toRange(range), newText);
  await vscode.workspace.applyEdit(edit);
}
