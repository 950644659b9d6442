import * as vscode from 'vscode';
import { inQueryLanguage } from './conversion/query-language.ts';
import { slug } from './slug.ts';

const scheme = 'sigmasmith-query';
const kept = 500;

export interface Query {
  /** Title of the rule. */
  readonly title: string;
  /** What the SIEM is called. */
  readonly siem: string;
  /** Language of the text, as in `sigmasmith-<language>`. */
  readonly language: string | undefined;
  readonly text: string;
}

/** Read-only tabs with the queries that rules were converted to. */
export class QueryDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  readonly onDidChange = this.#changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? 'This query is no longer there. Convert the rule again.\n';
  }

  /** Shows a query in its tab; a later query of the same rule for the same SIEM replaces it. */
  async show(query: Query, options: vscode.TextDocumentShowOptions): Promise<vscode.TextEditor> {
    const uri = vscode.Uri.from({ scheme, path: `/${slug(query.title)} (${query.siem.replaceAll('/', '-')})` });
    const key = uri.toString();
    const isNew = !this.#texts.has(key);
    this.#texts.delete(key);
    this.#texts.set(key, query.text.endsWith('\n') ? query.text : `${query.text}\n`);
    for (const oldest of [...this.#texts.keys()].slice(0, -kept)) this.#texts.delete(oldest);
    if (!isNew) this.#changed.fire(uri);
    const document = await inQueryLanguage(await vscode.workspace.openTextDocument(uri), query.language);
    return vscode.window.showTextDocument(document, { preview: false, ...options });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
