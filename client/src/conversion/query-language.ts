import * as vscode from 'vscode';

/** The document in the language of a query: ours for it, or VS Code's own of that name; unchanged where there is neither. */
export async function inQueryLanguage(
  document: vscode.TextDocument,
  language: string | undefined,
): Promise<vscode.TextDocument> {
  if (!language) return document;
  const known = await vscode.languages.getLanguages();
  const id = [`sigmasmith-${language}`, language].find((candidate) => known.includes(candidate));
  if (!id || id === document.languageId) return document;
  return vscode.languages.setTextDocumentLanguage(document, id);
}
