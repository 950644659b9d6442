import { homedir } from 'node:os';
import * as vscode from 'vscode';

/**
 * Opens a text as an untitled Sigma document that will be saved as `<name>.yml` in the folder of the workspace (of `near`, where there
 * are several), unless a person names another place. Nothing is written yet.
 */
export async function openSigmaDocument(text: string, name: string, near?: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await openUntitled(await freeName(saveFolder(near), name));
  if (!document) return vscode.workspace.openTextDocument({ language: 'sigma', content: text });
  const sigma = await vscode.languages.setTextDocumentLanguage(document, 'sigma');
  if (text !== '') {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(sigma.uri, new vscode.Position(0, 0), text);
    await vscode.workspace.applyEdit(edit);
  }
  return sigma;
}

/** The document that was opened under `uri`, also after it was saved; `undefined` when it was closed without. */
export async function reopenSigmaDocument(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const open = vscode.workspace.textDocuments.find(
    (document) => !document.isClosed && document.uri.path === uri.path && document.uri.scheme !== 'git',
  );
  if (open) return open;
  const file = saveFolder(undefined).with({ path: uri.path });
  return (await exists(file)) ? vscode.workspace.openTextDocument(file) : undefined;
}

function saveFolder(near: vscode.Uri | undefined): vscode.Uri {
  const folder = (near && vscode.workspace.getWorkspaceFolder(near)) ?? vscode.workspace.workspaceFolders?.[0];
  if (folder) return folder.uri;
  return near?.scheme === 'file' ? vscode.Uri.joinPath(near, '..') : vscode.Uri.file(homedir());
}

/** An untitled document opens under a path only while no file and no other document has it. */
async function freeName(folder: vscode.Uri, name: string): Promise<vscode.Uri> {
  const openPaths = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.path));
  for (let count = 1; ; count++) {
    const file = vscode.Uri.joinPath(folder, count === 1 ? `${name}.yml` : `${name}-${count}.yml`);
    if (!openPaths.has(file.path) && !(await exists(file))) return file;
  }
}

async function exists(file: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(file)).then(
    () => true,
    () => false,
  );
}

/** `undefined` where untitled documents cannot be tied to a path, as in some virtual workspaces. */
async function openUntitled(file: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const uri = vscode.Uri.from({ scheme: 'untitled', path: file.path });
  return Promise.resolve(vscode.workspace.openTextDocument(uri)).catch(() => undefined);
}
