import * as vscode from 'vscode';
import { type GenerationResult, generateRequest } from '../../server/src/protocol/generate.ts';
import { listTargetsRequest } from '../../server/src/protocol/targets.ts';
import type { App } from './app.ts';
import type { Report } from './report.ts';
import { generationSettings } from './settings.ts';
import { openQuery, openRule } from './views/open-rule.ts';
import type { ShownResult, Siems } from './views/result.ts';

/** The main job: a report's text becomes rules in tabs, their queries beside them, and everything else in the Sigma view. */
export async function generateRules(app: App, report: Report): Promise<void> {
  const result = await askServer(app, report);
  if (!result) return;
  const shown: ShownResult = { report, result, siems: await siems(app) };
  app.resultView.show(shown);
  if (result.rules.length === 0) {
    await tellNothingFound(result);
    return;
  }
  await openFirstRules(app, shown);
  await tellSummary(result);
}

async function askServer(app: App, report: Report): Promise<GenerationResult | undefined> {
  const { maxOpenTabs: _, ...options } = generationSettings();
  const reply = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Generating Sigma rules', cancellable: true },
    async (progress, token) => {
      const params = { text: report.text, ...withoutUndefined(options) };
      try {
        let done = 0;
        return await app.server.longRequest(generateRequest, params, token, ({ message, percentage }) => {
          const increment = percentage === undefined ? 0 : percentage - done;
          done = percentage ?? done;
          progress.report({ increment, ...(message !== undefined && { message }) });
        });
      } catch (error) {
        if (token.isCancellationRequested) return undefined;
        throw error;
      }
    },
  );
  if (!reply) {
    void vscode.window.showInformationMessage('Rule generation was cancelled.');
    return undefined;
  }
  if (reply.ok) return reply.value;
  void vscode.window.showErrorMessage(reply.error.message);
  return undefined;
}

async function siems(app: App): Promise<Siems> {
  const list = await app.server.request(listTargetsRequest, {});
  return new Map(list.siems.map((siem) => [siem.name, siem]));
}

async function openFirstRules(app: App, shown: ShownResult): Promise<void> {
  const { maxOpenTabs } = generationSettings();
  const column = vscode.window.activeTextEditor?.viewColumn ?? vscode.ViewColumn.One;
  const rules = shown.result.rules.slice(0, maxOpenTabs);
  for (const rule of rules) await openRule(app, shown, rule, { viewColumn: column, preserveFocus: true });
  // The first rule is the one to read first, with its first query beside it.
  if (!rules[0]) return;
  const [siem] = Object.keys(rules[0].conversions);
  if (siem) await openQuery(app, shown, rules[0], siem, { viewColumn: column + 1, preserveFocus: true });
  await openRule(app, shown, rules[0], { viewColumn: column, queries: false });
}

async function tellSummary({ rules, ttps, detectionGaps }: GenerationResult): Promise<void> {
  const counts = [count(rules.length, 'rule'), count(ttps.length, 'technique'), count(detectionGaps.length, 'gap')];
  await offerDetails(counts.join(', '));
}

async function tellNothingFound({ pipelineNotices }: GenerationResult): Promise<void> {
  const reasons = pipelineNotices.map(({ message }) => message);
  await offerDetails(['No rule was generated.', ...reasons.slice(0, 2)].join(' '));
}

async function offerDetails(message: string): Promise<void> {
  const details = 'Show Details';
  const choice = await vscode.window.showInformationMessage(message, details);
  if (choice === details) await vscode.commands.executeCommand('sigmasmith.result.focus');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function withoutUndefined<T extends object>(object: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}
