import * as vscode from 'vscode';
import { listRulesRequest } from '../../../server/src/protocol/convert.ts';
import { testEventsRequest } from '../../../server/src/protocol/tests.ts';
import type { App, Command } from '../app.ts';
import { verdictSummary, verdictText } from '../tests/verdict-text.ts';

/** Tests open rules on the events that are selected in any editor. */
export const testSelectedEvent: Command = {
  id: 'testSelectedEvent',
  async run(app) {
    const editor = vscode.window.activeTextEditor;
    if (!editor) {
      void vscode.window.showWarningMessage('Select an event in JSON first, in any editor.');
      return;
    }
    const uris = await pickRules(app, editor.document);
    if (!uris) return;
    const reply = await app.server.request(testEventsRequest, { uris, text: selectedText(editor) });
    if (!reply.ok) {
      void vscode.window.showErrorMessage(reply.error.message);
      return;
    }
    await app.verdicts.show(verdictText(reply.value));
    void vscode.window.showInformationMessage(verdictSummary(reply.value));
  },
};

/** Without a selection the line of the cursor when it holds an event, else the whole document. */
function selectedText({ document, selections }: vscode.TextEditor): string {
  const chosen = selections.filter((selection) => !selection.isEmpty);
  if (chosen.length > 0) return chosen.map((selection) => document.getText(selection)).join('\n');
  const [cursor] = selections;
  const line = cursor ? document.lineAt(cursor.active.line).text.trim() : '';
  return /^\{.*\},?$/.test(line) ? line : document.getText();
}

/** The open rules to test; `undefined` when there is none or the person chose none. */
async function pickRules(app: App, current: vscode.TextDocument): Promise<readonly string[] | undefined> {
  const rules = await openRules(app);
  if (rules.length === 0) {
    const isRule = ['yaml', 'sigma'].includes(current.languageId);
    void vscode.window.showWarningMessage(
      isRule ? 'Select an event in JSON, with its rule open beside it.' : 'Open the rule first that the event is for.',
    );
    return undefined;
  }
  if (rules.length === 1) return rules.map(({ uri }) => uri);
  const visible = new Set(vscode.window.visibleTextEditors.map(({ document }) => document.uri.toString()));
  const items = rules.map(({ uri, titles }) => ({
    label: titles.join(', '),
    description: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
    picked: visible.has(uri),
    uri,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Test rule on selected event',
    placeHolder: 'Choose one or more of the open rules',
    canPickMany: true,
  });
  return picked && picked.length > 0 ? picked.map(({ uri }) => uri) : undefined;
}

async function openRules(app: App): Promise<{ readonly uri: string; readonly titles: readonly string[] }[]> {
  const documents = vscode.workspace.textDocuments.filter(({ languageId }) => ['yaml', 'sigma'].includes(languageId));
  const listed = await Promise.all(
    documents.map(async (document) => {
      const uri = document.uri.toString();
      const places = await app.server.request(listRulesRequest, { uri });
      return { uri, titles: places.map(({ title }) => title).filter(Boolean), count: places.length };
    }),
  );
  return listed.filter(({ count }) => count > 0);
}
