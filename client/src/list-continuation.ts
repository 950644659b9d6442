import * as vscode from 'vscode';
import { nextListLine } from './next-list-line.ts';
import type { ServerState } from './server-status.ts';

/**
 * Goes on with a list when Enter is pressed behind one of its entries, and ends it behind an empty one. Only in Sigma documents; language
 * `sigma` has rules of its own for going on.
 */
export class ListContinuation implements vscode.Disposable {
  readonly #listener: vscode.Disposable;
  #sigmaDocuments: ReadonlySet<string> = new Set();

  constructor() {
    this.#listener = vscode.workspace.onDidChangeTextDocument((event) => void this.#changed(event));
  }

  /** Tells which documents are Sigma. */
  update(state: ServerState): void {
    const uris = state.kind === 'ready' ? state.status.sigmaDocuments : [];
    this.#sigmaDocuments = new Set(uris.map((uri) => vscode.Uri.parse(uri).toString()));
  }

  dispose(): void {
    this.#listener.dispose();
  }

  async #changed({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): Promise<void> {
    const [change, ...others] = contentChanges;
    const editor = vscode.window.activeTextEditor;
    if (!change || others.length > 0 || reason !== undefined || editor?.document !== document) return;
    if (change.rangeLength > 0 || !/^\r?\n[ \t]*$/.test(change.text)) return;
    if (!this.#sigmaDocuments.has(document.uri.toString())) return;
    if (!vscode.workspace.getConfiguration('sigmasmith', document.uri).get('continueLists', true)) return;
    const { line } = change.range.start;
    const next = nextListLine(document.lineAt(line).text, document.lineAt(line + 1).text);
    if (next === undefined || (next !== '' && document.languageId === 'sigma')) return;
    const range = new vscode.Range(next === '' ? line : line + 1, 0, line + 1, document.lineAt(line + 1).text.length);
    await editor.edit((edit) => edit.replace(range, next), { undoStopBefore: false, undoStopAfter: false });
  }
}
