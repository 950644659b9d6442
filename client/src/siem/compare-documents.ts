import * as vscode from 'vscode';

const scheme = 'sigmasmith-siem';
const kept = 50;

/** What a SIEM holds beside what it would hold, in VS Code's diff editor. */
export class CompareDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  #count = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? 'This comparison is no longer there. Plan the deployment again.\n';
  }

  async show(title: string, before: string, after: string): Promise<void> {
    const number = ++this.#count;
    const [left, right] = [this.#add(`/${number}/deployed.yml`, before), this.#add(`/${number}/planned.yml`, after)];
    await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
  }

  #add(path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path });
    this.#texts.set(uri.toString(), text);
    for (const oldest of [...this.#texts.keys()].slice(0, -kept)) this.#texts.delete(oldest);
    return uri;
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
