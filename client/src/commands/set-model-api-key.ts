import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { modelSettings } from '../settings.ts';

export const setModelApiKey: Command = {
  id: 'setModelApiKey',
  async run(app) {
    const key = await vscode.window.showInputBox({
      title: 'Set model API key',
      prompt: `The key is kept in VS Code's secret storage and sent to ${new URL(modelSettings().baseUrl).origin} only. Leave it empty to remove the key.`,
      password: true,
      ignoreFocusOut: true,
    });
    if (key === undefined) return;
    await app.modelKey.set(key.trim());
    const done =
      key.trim() === ''
        ? 'The model API key was removed. Reports are read by the embedded engine.'
        : 'The model API key was stored.';
    void vscode.window.showInformationMessage(done);
  },
};
