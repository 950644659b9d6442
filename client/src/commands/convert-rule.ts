import * as vscode from 'vscode';
import { type Conversion, type ConvertResult, convertRequest } from '../../../server/src/protocol/convert.ts';
import { listTargetsRequest, type Target } from '../../../server/src/protocol/targets.ts';
import type { App, Command } from '../app.ts';

const lastTargets = 'lastTargets';

export const convertRule: Command = {
  id: 'convertRule',
  async run(app) {
    const editor = vscode.window.activeTextEditor;
    if (!editor || !['yaml', 'sigma'].includes(editor.document.languageId)) {
      void vscode.window.showWarningMessage(
        'Open a Sigma rule first: this command converts the rule in the active editor.',
      );
      return;
    }
    const targets = await pickTargets(app);
    if (!targets) return;
    const conversions = targets.map(({ name }) => ({ target: name }));
    const reply = await app.server.request(convertRequest, { uri: editor.document.uri.toString(), conversions });
    if (reply.ok) await show(app, reply.value, (editor.viewColumn ?? vscode.ViewColumn.One) + 1);
    else void vscode.window.showErrorMessage(reply.error.message);
  },
};

async function pickTargets(app: App): Promise<readonly Target[] | undefined> {
  const { targets } = await app.server.request(listTargetsRequest, {});
  const last = app.context.globalState.get<string[]>(lastTargets, []);
  const items = targets.map((target) => ({
    label: target.label,
    description: target.name,
    picked: last.includes(target.name),
    target,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Convert rule',
    placeHolder: 'Choose one or more targets',
    canPickMany: true,
    matchOnDescription: true,
  });
  if (!picked || picked.length === 0) return undefined;
  await app.context.globalState.update(
    lastTargets,
    picked.map(({ target }) => target.name),
  );
  return picked.map(({ target }) => target);
}

async function show(app: App, { title, conversions }: ConvertResult, viewColumn: vscode.ViewColumn): Promise<void> {
  for (const { label, language, queries } of conversions) {
    if (queries.length === 0) continue;
    await app.queries.show(
      { title, siem: label, language, text: queries.join('\n\n') },
      { viewColumn, preserveFocus: true },
    );
  }
  for (const conversion of conversions) tellTroubles(app, conversion);
}

function tellTroubles({ log }: App, { label, errors, notices }: Conversion): void {
  for (const { code, message } of notices) log.info(`${label}: ${code}: ${message}`);
  if (errors.length > 0) {
    const reasons = errors.map(({ message }) => message).join(' ');
    void vscode.window.showErrorMessage(`${label}: ${reasons}`);
  } else if (notices.length > 0) {
    const reasons = [...new Set(notices.map(({ message }) => message))];
    const more = reasons.length > 3 ? ` And ${reasons.length - 3} more; see the log.` : '';
    void vscode.window.showWarningMessage(`${label}: ${reasons.slice(0, 3).join(' ')}${more}`);
  }
}
