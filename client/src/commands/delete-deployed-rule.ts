import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { activeRule, pickConnection } from '../siem/pick-connection.ts';
import { apply, planFor } from './deploy-to-siem.ts';

export const deleteDeployedRule: Command = {
  id: 'deleteDeployedRule',
  async run(app) {
    const editor = activeRule();
    const target = editor && (await pickConnection(app, 'Delete deployed rule'));
    if (!editor || !target) return;
    const { name } = target.connection;
    const plan = await planFor(app, editor, target.connection, 'delete');
    if (!plan) return;
    const there = plan.rules.filter(({ action }) => action === 'delete');
    const [first] = there;
    if (!first) {
      const reason = plan.rules.find(({ failure }) => failure)?.failure?.message;
      void vscode.window.showInformationMessage(reason ?? `The rule is not deployed to ${name}.`);
      return;
    }
    const what = there.length === 1 ? `"${first.title}"` : `${there.length} rules`;
    const yes = 'Delete';
    if ((await vscode.window.showWarningMessage(`Delete ${what} from ${name}?`, yes, 'Cancel')) === yes)
      await apply(app, plan, name);
  },
};
