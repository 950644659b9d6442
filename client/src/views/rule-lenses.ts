import * as vscode from 'vscode';
import { listRulesRequest, projectChangedNotification, type RulePlace } from '../../../server/src/protocol/convert.ts';
import type { App } from '../app.ts';
import { defaultChoices } from '../conversion/default-choices.ts';
import { sigmaSelector } from '../server-status.ts';
import { toRange } from '../to-range.ts';

/** What can be done with a rule, above each rule. */
export function registerRuleLenses(app: App): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  app.server.listen(projectChangedNotification, () => changed.fire());
  return vscode.Disposable.from(
    changed,
    app.lastChoices.onDidChange(() => changed.fire()),
    vscode.languages.registerCodeLensProvider(sigmaSelector, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: (document, token) => lensesFor(app, document, token),
    }),
  );
}

async function lensesFor(
  app: App,
  { uri }: vscode.TextDocument,
  token: vscode.CancellationToken,
): Promise<vscode.CodeLens[]> {
  const rules = await app.server.request(listRulesRequest, { uri: uri.toString() }, token);
  if (rules.length === 0) return [];
  const targets = (await defaultChoices(app, uri)).map(({ label }) => label);
  return rules.flatMap((rule) => lensesOf(rule, uri, targets));
}

function lensesOf({ range }: RulePlace, uri: vscode.Uri, targets: readonly string[]): vscode.CodeLens[] {
  const place = toRange(range);
  const lens = (title: string, command: string, tooltip: string) =>
    new vscode.CodeLens(place, { title, tooltip, command: `sigmasmith.${command}`, arguments: [uri] });
  const again = targets.length > 2 ? `${targets.length} targets` : targets.join(' and ');
  return [
    lens('Preview', 'previewConversion', 'Show the query beside the rule, as you type'),
    ...(targets.length > 0 ? [lens(`Convert to ${again}`, 'convertAgain', `Convert to ${targets.join(', ')}`)] : []),
    lens('Convert…', 'convertRule', 'Choose targets'),
  ];
}
