import * as vscode from 'vscode';
import type { ServerStatus } from '../../server/src/protocol/session.ts';

export type ServerState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly status: ServerStatus }
  | { readonly kind: 'crashed'; readonly willRestart: boolean };

/** Documents that the server looks at: YAML files, and our own untitled tabs. */
export const sigmaSelector = ['file', 'untitled', 'vscode-vfs'].flatMap((scheme) =>
  ['yaml', 'sigma'].map((language) => ({ scheme, language })),
);

/** The item behind `{}` in the status bar that says how the language server is. */
export class ServerStatusItem implements vscode.Disposable {
  readonly #item: vscode.LanguageStatusItem;

  constructor() {
    this.#item = vscode.languages.createLanguageStatusItem('sigmasmith.server', sigmaSelector);
    this.#item.name = 'Sigma language server';
    this.show({ kind: 'stopped' });
  }

  show(state: ServerState): void {
    const item = this.#item;
    item.busy = state.kind === 'starting';
    item.severity =
      state.kind === 'crashed' ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.text = label(state);
    void vscode.commands.executeCommand('setContext', 'sigmasmith.sigmaPaths', openSigmaPaths(state));
    item.detail = detail(state);
    item.command =
      state.kind === 'ready' || state.kind === 'starting'
        ? { command: 'sigmasmith.showLog', title: 'Show log' }
        : { command: 'sigmasmith.restartServer', title: 'Restart' };
  }

  dispose(): void {
    this.#item.dispose();
  }
}

function label(state: ServerState): string {
  if (state.kind === 'starting') return 'Sigma: starting';
  if (state.kind === 'ready') return 'Sigma: ready';
  return state.kind === 'crashed' ? 'Sigma: crashed' : 'Sigma: stopped';
}

function detail(state: ServerState): string {
  if (state.kind === 'ready') {
    const open = state.status.sigmaDocuments.length;
    return open === 1 ? '1 Sigma document open' : `${open} Sigma documents open`;
  }
  if (state.kind === 'crashed') return state.willRestart ? 'restarting' : 'it does not stay up; see the log';
  return '';
}

/** For `when` clauses: `resourcePath in sigmasmith.sigmaPaths`. Paths, because in remote windows a resource has another scheme there. */
function openSigmaPaths(state: ServerState): string[] {
  if (state.kind !== 'ready') return [];
  const uris = state.status.sigmaDocuments.map((uri) => vscode.Uri.parse(uri));
  return [...new Set(uris.flatMap(({ path, fsPath }) => [path, fsPath]))];
}
