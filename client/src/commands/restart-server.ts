import * as vscode from 'vscode';
import type { Command } from '../app.ts';

export const restartServer: Command = {
  id: 'restartServer',
  async run({ server }) {
    await server.restart();
    vscode.window.setStatusBarMessage('The Sigma language server was restarted.', 5_000);
  },
};
