import * as vscode from 'vscode';
import { type PageResult, readPageRequest } from '../../../server/src/protocol/page.ts';
import type { App, Command } from '../app.ts';
import { generateRules } from '../generation.ts';
import { makeReport } from '../report.ts';
import { allowedHosts } from '../settings.ts';

export const generateFromUrl: Command = {
  id: 'generateFromUrl',
  async run(app) {
    const url = await vscode.window.showInputBox({
      title: 'Generate rules from URL',
      prompt: 'Address of a public threat report or advisory',
      placeHolder: 'https://example.com/report',
      ignoreFocusOut: true,
      validateInput: (value) => (value.trim() === '' ? 'This cannot be empty.' : undefined),
    });
    if (!url) return;
    const page = await readPage(app, url.trim());
    if (!page) return;
    const document = await app.pages.show(page);
    const report = makeReport(document.uri.toString(), [{ offset: 0, text: document.getText() }]);
    await generateRules(app, report, page.reference);
  },
};

async function readPage(app: App, url: string): Promise<PageResult | undefined> {
  const reply = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Reading the page', cancellable: true },
    (_, token) =>
      app.server.request(readPageRequest, { url, allowedHosts: allowedHosts() }, token).catch((error: unknown) => {
        if (!token.isCancellationRequested) throw error;
        return undefined;
      }),
  );
  if (!reply) return undefined;
  if (reply.ok) return reply.value;
  void vscode.window.showErrorMessage(reply.error.message);
  return undefined;
}
