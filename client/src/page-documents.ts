import * as vscode from 'vscode';
import type { PageResult } from '../../server/src/protocol/page.ts';
import { slug } from './slug.ts';

const scheme = 'sigmasmith-page';
const kept = 20;

/** The texts of pages that were read, as read-only tabs: evidence leads into them. Plain text; nothing in it is a link that executes. */
export class PageDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  #count = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#texts.get(uri.toString()) ?? 'The text of this page is no longer there. Generate from its address again.\n'
    );
  }

  async show({ title, text, url }: PageResult): Promise<vscode.TextDocument> {
    const name = slug(title === '' ? new URL(url).hostname : title);
    const uri = vscode.Uri.from({ scheme, path: `/${++this.#count}/${name}.txt` });
    this.#texts.set(uri.toString(), text);
    for (const oldest of [...this.#texts.keys()].slice(0, -kept)) this.#texts.delete(oldest);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
    return document;
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
