import * as vscode from 'vscode';
import type { App, Command } from '../app.ts';
import { generateRules } from '../generation.ts';
import { makeReport } from '../report.ts';

export const generateFromFile: Command = {
  id: 'generateFromFile',
  async run(app: App, resource?: vscode.Uri) {
    const uri = resource instanceof vscode.Uri ? resource : await askForFile();
    const document = uri && (await openReport(uri));
    if (!document) return;
    await generateRules(app, makeReport(document.uri.toString(), [{ offset: 0, text: document.getText() }]));
  },
};

async function askForFile(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const files = await vscode.window.showOpenDialog({
    title: 'Choose a threat report',
    openLabel: 'Generate Rules',
    canSelectMany: false,
    filters: { 'Text files': ['md', 'txt', 'markdown', 'log', 'csv', 'json', 'html', 'htm'], 'All files': ['*'] },
    ...(folder && { defaultUri: folder }),
  });
  return files?.[0];
}

/** The report is opened beside its rules, so that evidence can be shown in it. */
async function openReport(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`The report cannot be opened as text: ${reason}`);
    return undefined;
  }
}
