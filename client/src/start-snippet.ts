import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { App } from './app.ts';
import { withAuthor } from './author.ts';
import { openSigmaDocument } from './sigma-documents.ts';

/** Opens an empty Sigma document and starts one of our snippets in it; it will be saved under the name given. */
export async function startSnippet({ context }: App, name: string, fileName: string): Promise<void> {
  const file = await readFile(context.asAbsolutePath('snippets/sigma.json'), 'utf8');
  const snippets = JSON.parse(file) as Record<string, { readonly body: readonly string[] }>;
  const body = snippets[name]?.body.join('\n');
  if (body === undefined) throw new Error(`There is no snippet "${name}".`);
  const document = await openSigmaDocument('', fileName, vscode.window.activeTextEditor?.document.uri);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  await editor.insertSnippet(new vscode.SnippetString(withAuthor(body, author())));
}

/** Also where people of the extension "sigma" have put it. */
function author(): string {
  const own = vscode.workspace.getConfiguration('sigmasmith').get<string>('author', '');
  return (own || vscode.workspace.getConfiguration('sigma').get<string>('author', '')).trim();
}
