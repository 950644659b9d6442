import * as vscode from 'vscode';
import {
  type AppliedRuleView,
  applyPlanRequest,
  type DeploymentPlan,
  type PlannedRuleView,
  planRequest,
} from '../../../server/src/protocol/siem.ts';
import type { App, Command } from '../app.ts';
import { activeRule, pickConnection } from '../siem/pick-connection.ts';
import { toRange } from '../to-range.ts';

export const deployToSiem: Command = {
  id: 'deployToSiem',
  async run(app) {
    const editor = activeRule();
    const target = editor && (await pickConnection(app, 'Deploy to SIEM'));
    if (!editor || !target) return;
    const { name } = target.connection;
    const plan = await planFor(app, editor, target.connection, 'deploy');
    if (!plan || !tellRefusals(editor, plan)) return;
    const work = plan.rules.filter(({ action }) => action !== 'none');
    if (work.length === 0) {
      void vscode.window.showInformationMessage(
        `Nothing to do: ${name} holds ${plan.rules.length === 1 ? 'the rule' : 'the rules'} as it is here.`,
      );
      return;
    }
    for (const rule of work)
      if (rule.action === 'update')
        await app.compare.show(`${rule.title}: deployed ↔ planned (${name})`, rule.before, rule.after);
    if (await saysYes(work, name)) await apply(app, plan, name);
  },
};

export async function planFor(
  app: App,
  { document }: vscode.TextEditor,
  connection: DeployConnection,
  verb: 'deploy' | 'delete',
): Promise<DeploymentPlan | undefined> {
  const reply = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Asking ${connection.name}`, cancellable: true },
    (_, token) =>
      app.server
        .request(planRequest, { connection, uri: document.uri.toString(), verb }, token)
        .catch(unlessCancelled(token)),
  );
  if (!reply) return undefined;
  if (reply.ok) return reply.value;
  void vscode.window.showErrorMessage(`${connection.name}: ${reply.error.message}`);
  return undefined;
}

type DeployConnection = ReturnType<App['connections']['list']>[number]['connection'];

/** Says why a rule cannot be deployed, at its place. False when there is one. */
function tellRefusals(editor: vscode.TextEditor, plan: DeploymentPlan): boolean {
  const refused = plan.rules.filter(({ failure }) => failure !== undefined);
  const [first] = refused;
  if (!first?.failure) return true;
  const more = refused.length > 1 ? ` (and ${refused.length - 1} more)` : '';
  void vscode.window.showErrorMessage(`${first.failure.message}${more}`);
  const { range } = first.failure;
  if (range) {
    const place = toRange(range);
    editor.selection = new vscode.Selection(place.start, place.end);
    editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
  return false;
}

async function saysYes(work: readonly PlannedRuleView[], name: string): Promise<boolean> {
  const notices = [...new Set(work.flatMap((rule) => rule.notices.map(({ message }) => message)))];
  const more = notices.length > 3 ? ` And ${notices.length - 3} more notices.` : '';
  const [rule] = work;
  const what = work.length > 1 || !rule ? `Deploy ${work.length} rules to ${name}?` : questionFor(rule, name);
  const deploy = 'Deploy';
  return (
    (await vscode.window.showInformationMessage([what, ...notices.slice(0, 3)].join(' ') + more, deploy, 'Cancel')) ===
    deploy
  );
}

function questionFor({ title, action, changes }: PlannedRuleView, name: string): string {
  if (action === 'create') return `Create "${title}" in ${name}?`;
  return `Update "${title}" in ${name}? It differs in: ${changes.join(', ')}.`;
}

export async function apply(app: App, plan: DeploymentPlan, name: string): Promise<void> {
  const reply = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Sending to ${name}`, cancellable: true },
    (_, token) => app.server.request(applyPlanRequest, { id: plan.id }, token).catch(unlessCancelled(token)),
  );
  if (!reply)
    void vscode.window.showWarningMessage('The deployment was cancelled. Deploy again to see what had been sent.');
  else if (!reply.ok) void vscode.window.showErrorMessage(`${name}: ${reply.error.message}`);
  else await tellResults(reply.value, name);
}

async function tellResults(results: readonly AppliedRuleView[], name: string): Promise<void> {
  const failed = results.filter(({ result }) => result === 'failed');
  const done = results.filter(({ result, action }) => result === 'done' && action !== 'none');
  for (const { title, failure } of failed)
    void vscode.window.showErrorMessage(`"${title}" in ${name}: ${failure?.message ?? 'failed'}`);
  const [first] = done;
  if (!first) return;
  const verb = { create: 'created', update: 'updated', delete: 'deleted', none: 'unchanged' }[first.action];
  const what =
    done.length === 1 ? `"${first.title}" was ${verb} in ${name}.` : `${done.length} rules were deployed to ${name}.`;
  const open = 'Open';
  const choice = await vscode.window.showInformationMessage(what, ...(first.link === undefined ? [] : [open]));
  if (choice === open && first.link !== undefined) await vscode.env.openExternal(vscode.Uri.parse(first.link, true));
}

function unlessCancelled(token: vscode.CancellationToken) {
  return (error: unknown): undefined => {
    if (!token.isCancellationRequested) throw error;
  };
}
