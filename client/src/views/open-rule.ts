import * as vscode from 'vscode';
import type { GeneratedRule } from '../../../server/src/protocol/generate.ts';
import type { App } from '../app.ts';
import { openSigmaDocument, reopenSigmaDocument } from '../sigma-documents.ts';
import { slug } from '../slug.ts';
import type { ShownResult } from './result.ts';

export interface OpenRuleOptions extends vscode.TextDocumentShowOptions {
  /** Whether its queries are opened beside it. */
  readonly queries?: boolean;
}

/** Shows a generated rule, in the tab that it has already or in a new one, with its queries in the group beside it. */
export async function openRule(
  app: App,
  shown: ShownResult,
  rule: GeneratedRule,
  { queries = true, ...show }: OpenRuleOptions,
): Promise<void> {
  const column = show.viewColumn ?? vscode.ViewColumn.One;
  const place = app.resultView.placeOf(rule);
  const open = place && (await reopenSigmaDocument(place));
  const document = open ?? (await openSigmaDocument(rule.yaml, slug(rule.title), vscode.Uri.parse(shown.report.uri)));
  app.resultView.remember(rule, document);
  const at = columnOf(document.uri) ?? column;
  await vscode.window.showTextDocument(document, { preview: false, ...show, viewColumn: at });
  if (!queries) return;
  for (const siem of Object.keys(rule.conversions))
    await openQuery(app, shown, rule, siem, { viewColumn: column + 1, preserveFocus: true });
}

export async function openQuery(
  app: App,
  { siems }: ShownResult,
  rule: GeneratedRule,
  siem: string,
  options: vscode.TextDocumentShowOptions,
): Promise<void> {
  const known = siems.get(siem);
  const query = { title: rule.title, siem: known?.label ?? siem, language: known?.language };
  await app.queries.show({ ...query, text: rule.conversions[siem] ?? '' }, options);
}

/** The group in which a document has a tab. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const key = uri.toString();
  return vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key),
  )?.viewColumn;
}
