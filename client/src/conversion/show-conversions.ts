import * as vscode from 'vscode';
import { type Conversion, convertRequest } from '../../../server/src/protocol/convert.ts';
import type { App } from '../app.ts';
import type { Choice } from './choice.ts';
import { columnBeside } from './rule-document.ts';

/** Converts a rule and shows each target's queries in a tab; what is wrong is told. */
export async function showConversions(
  app: App,
  document: vscode.TextDocument,
  choices: readonly Choice[],
): Promise<void> {
  const viewColumn = columnBeside(document);
  const reply = await app.server.request(convertRequest, {
    uri: document.uri.toString(),
    conversions: choices.map(({ request }) => request),
  });
  if (!reply.ok) {
    void vscode.window.showErrorMessage(reply.error.message);
    return;
  }
  const { title, conversions } = reply.value;
  for (const { label, language, text } of conversions) {
    if (text === '') continue;
    await app.queries.show({ title, siem: label, language, text }, { viewColumn, preserveFocus: true });
  }
  for (const conversion of conversions) tellTroubles(app, conversion);
}

function tellTroubles({ log }: App, { label, errors, notices }: Conversion): void {
  for (const { code, message } of notices) log.info(`${label}: ${code}: ${message}`);
  if (errors.length > 0) {
    const reasons = errors.map(({ message }) => message).join(' ');
    void vscode.window.showErrorMessage(`${label}: ${reasons}`);
    return;
  }
  const reasons = [...new Set(notices.filter(({ isAside }) => !isAside).map(({ message }) => message))];
  if (reasons.length > 0) {
    const more = reasons.length > 3 ? ` And ${reasons.length - 3} more; see the log.` : '';
    void vscode.window.showWarningMessage(`${label}: ${reasons.slice(0, 3).join(' ')}${more}`);
  }
}
