import * as vscode from 'vscode';
import type { App, Command } from '../app.ts';
import type { ResultNode } from '../views/result.ts';

/** Copies what a line of the Sigma view stands for: an indicator, a technique's id, a rule, a query. */
export const copyValue: Command = {
  id: 'copyValue',
  async run(_app: App, node?: ResultNode) {
    if (node?.copy === undefined) return;
    await vscode.env.clipboard.writeText(node.copy);
    vscode.window.setStatusBarMessage('Copied.', 3_000);
  },
};
