import * as vscode from 'vscode';
import type { App, Command } from '../app.ts';
import { locate, type Report } from '../report.ts';
import { openQuery, openRule } from '../views/open-rule.ts';
import type { ResultNode } from '../views/result.ts';

/** A click in the Sigma view: opens the rule or the query, or selects the evidence in the report. */
export const openResultNode: Command = {
  id: 'openResultNode',
  async run(app: App, node?: ResultNode) {
    const shown = app.resultView.shown;
    const action = node?.action;
    if (!shown || !action) return;
    if (action.kind === 'open-rule') await openRule(app, shown, action.rule, {});
    else if (action.kind === 'open-query')
      await openQuery(app, shown, action.rule, action.siem, { viewColumn: vscode.ViewColumn.Two });
    else await showEvidence(shown.report, action.start, action.end);
  },
};

async function showEvidence(report: Report, start: number, end: number): Promise<void> {
  const uri = vscode.Uri.parse(report.uri);
  const document = await Promise.resolve(vscode.workspace.openTextDocument(uri)).catch(() => undefined);
  const place = document && locate(report, start, end, document.getText());
  if (!place) {
    void vscode.window.showWarningMessage(
      document
        ? 'The report no longer contains this text.'
        : 'The report is no longer there. Open it and generate again.',
    );
    return;
  }
  const range = new vscode.Range(document.positionAt(place[0]), document.positionAt(place[1]));
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.One,
    selection: range,
  });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
