import * as vscode from 'vscode';
import {
  type ConvertFolderResult,
  convertFolderRequest,
  type FolderConversionFailure,
} from '../../../server/src/protocol/convert.ts';
import type { App, Command } from '../app.ts';
import type { Choice } from '../conversion/choice.ts';
import { pickTargets } from '../conversion/pick-targets.ts';
import { count } from '../count.ts';
import { unlessCancelled } from '../unless-cancelled.ts';

/** Converts all rules of a folder to a file for each query. */
export const convertFolder: Command = {
  id: 'convertFolder',
  async run(app: App, resource?: vscode.Uri) {
    const folder = resource instanceof vscode.Uri ? resource : await askForFolder();
    if (!folder) return;
    const last = app.lastChoices.conversions;
    const choices = await pickTargets(app, { title: 'Convert folder', uri: folder, many: true, last });
    const output = choices && (await askForOutput(folder));
    if (!output) return;
    await app.lastChoices.converted(choices);
    const result = await convert(app, folder, output, choices);
    if (result) await tellResult(result, folder, output);
  },
};

async function askForFolder(): Promise<vscode.Uri | undefined> {
  const defaultUri = vscode.workspace.workspaceFolders?.[0]?.uri;
  const folders = await vscode.window.showOpenDialog({
    title: 'Choose the folder with the rules',
    openLabel: 'Convert Folder',
    canSelectFolders: true,
    canSelectFiles: false,
    ...(defaultUri && { defaultUri }),
  });
  return folders?.[0];
}

/** A folder beside the rules, or another one. */
async function askForOutput(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  const root = vscode.workspace.getWorkspaceFolder(folder)?.uri ?? vscode.Uri.joinPath(folder, '..');
  const usual = { label: '$(folder) queries', description: vscode.Uri.joinPath(root, 'queries').fsPath };
  const other = { label: '$(folder-opened) Another folder…', description: '' };
  const picked = await vscode.window.showQuickPick([usual, other], {
    title: 'Convert folder',
    placeHolder: 'Choose the folder for the queries; those of an earlier conversion are replaced',
  });
  if (picked !== other) return picked && vscode.Uri.joinPath(root, 'queries');
  const folders = await vscode.window.showOpenDialog({
    title: 'Choose the folder for the queries',
    openLabel: 'Write Queries Here',
    canSelectFolders: true,
    canSelectFiles: false,
    defaultUri: root,
  });
  return folders?.[0];
}

async function convert(
  app: App,
  folder: vscode.Uri,
  output: vscode.Uri,
  choices: readonly Choice[],
): Promise<ConvertFolderResult | undefined> {
  const params = {
    folder: folder.fsPath,
    output: output.fsPath,
    conversions: choices.map(({ request }) => request),
  };
  const reply = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Converting rules', cancellable: true },
    (progress, token) => {
      let done = 0;
      const answer = app.server.longRequest(convertFolderRequest, params, token, ({ message, percentage = done }) => {
        progress.report({ increment: percentage - done, ...(message !== undefined && { message }) });
        done = percentage;
      });
      return unlessCancelled(answer, token);
    },
  );
  if (!reply) {
    void vscode.window.showInformationMessage('The conversion was cancelled. The queries written so far are whole.');
    return undefined;
  }
  if (reply.ok) return reply.value;
  void vscode.window.showErrorMessage(reply.error.message);
  return undefined;
}

async function tellResult(result: ConvertFolderResult, folder: vscode.Uri, output: vscode.Uri): Promise<void> {
  const { rules, written, failures } = result;
  if (rules === 0 && failures.length === 0) {
    void vscode.window.showInformationMessage('There are no Sigma rules in this folder.');
    return;
  }
  const failed = failures.length > 0 ? `, ${count(failures.length, 'conversion')} failed` : '';
  const message = `${count(written, 'query file')} written for ${count(rules, 'rule file')}${failed}.`;
  const [showFailures, showFolder] = ['Show Failures', 'Show Folder'];
  const actions = [...(failures.length > 0 ? [showFailures] : []), ...(written > 0 ? [showFolder] : [])];
  const show = failures.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const action = await show(message, ...actions);
  if (action === showFolder) await vscode.commands.executeCommand('revealInExplorer', output);
  if (action === showFailures) await pickFailure(failures, folder);
}

async function pickFailure(failures: readonly FolderConversionFailure[], folder: vscode.Uri): Promise<void> {
  const items = failures.map((failure) => ({
    label: failure.path,
    description: failure.target ?? '',
    detail: failure.message.replace(/\s+/g, ' '),
    failure,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: `${count(failures.length, 'conversion')} failed`,
    placeHolder: 'Choose one to open its rule',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked) return;
  const { path, position } = picked.failure;
  const place = new vscode.Position(position?.line ?? 0, position?.character ?? 0);
  await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, path), {
    selection: new vscode.Range(place, place),
  });
}
