import * as vscode from 'vscode';
import { type AttackUpdate, updateAttackRequest } from '../../../server/src/protocol/attack.ts';
import type { App, Command } from '../app.ts';
import { allowedHosts, attackDataUrl } from '../settings.ts';
import { unlessCancelled } from '../unless-cancelled.ts';

/** Fetches newer ATT&CK data from MITRE and keeps it for the next start of the server. */
export const updateAttackData: Command = {
  id: 'updateAttackData',
  async run(app: App) {
    const reply = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: 'Updating ATT&CK data', cancellable: true },
      (progress, token) => {
        const params = { url: attackDataUrl(), allowedHosts: allowedHosts() };
        const request = app.server.longRequest(updateAttackRequest, params, token, (step) => progress.report(step));
        return unlessCancelled(request, token);
      },
    );
    if (!reply) return;
    if (reply.ok) await tell(app, reply.value);
    else void vscode.window.showErrorMessage(reply.error.message);
  },
};

async function tell({ server }: App, { version, before, changed, techniques }: AttackUpdate): Promise<void> {
  if (!changed) {
    void vscode.window.showInformationMessage(`ATT&CK ${version} is in use, and there is no newer version.`);
    return;
  }
  const message = `ATT&CK ${version} with ${techniques} techniques takes the place of ${before} when the language server starts again. © The MITRE Corporation; used with its permission.`;
  const restart = 'Restart Language Server';
  if ((await vscode.window.showInformationMessage(message, restart)) === restart) await server.restart();
}
