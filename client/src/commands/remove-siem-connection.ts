import * as vscode from 'vscode';
import type { Command } from '../app.ts';

export const removeSiemConnection: Command = {
  id: 'removeSiemConnection',
  async run(app) {
    const items = app.connections
      .list()
      .map(({ connection, origin }) => ({ label: connection.name, description: `${connection.kind}, ${origin}` }));
    if (items.length === 0) {
      void vscode.window.showInformationMessage('There is no SIEM connection to remove.');
      return;
    }
    const picked = await vscode.window.showQuickPick(items, {
      title: 'Remove SIEM connection',
      placeHolder: 'Its key is forgotten; deployed rules stay as they are',
    });
    if (!picked) return;
    await app.connections.remove(picked.label);
    void vscode.window.showInformationMessage(`The connection ${picked.label} and its key were removed.`);
  },
};
