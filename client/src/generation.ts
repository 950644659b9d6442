import * as vscode from 'vscode';
import { type GenerationResult, generateRequest } from '../../server/src/protocol/generate.ts';
import type { ModelSettings } from '../../server/src/protocol/model.ts';
import { listTargetsRequest } from '../../server/src/protocol/targets.ts';
import type { App } from './app.ts';
import { count } from './count.ts';
import type { Report } from './report.ts';
import { engineChoice, generationSettings, modelSettings } from './settings.ts';
import { unlessCancelled } from './unless-cancelled.ts';
import { openQuery, openRule } from './views/open-rule.ts';
import type { ShownResult, Siems } from './views/result.ts';

/**
 * The main job: a report's text becomes rules in tabs, their queries beside them, and everything else in the Sigma view. `reference` is
 * the address of a report that comes from the web.
 */
export async function generateRules(app: App, report: Report, reference?: string): Promise<void> {
  const result = await askServer(app, report, reference);
  if (!result) return;
  logResult(app, result);
  const shown: ShownResult = { report, result, siems: await siems(app) };
  app.resultView.show(shown);
  if (result.rules.length === 0) {
    await tellNothingFound(result);
    return;
  }
  await openFirstRules(app, shown);
  await tellSummary(result);
}

async function askServer(
  app: App,
  report: Report,
  reference: string | undefined,
): Promise<GenerationResult | undefined> {
  const { maxOpenTabs: _, ...options } = generationSettings();
  const model = await modelToAsk(app);
  const source = reference === undefined ? { inputType: 'text' as const } : { inputType: 'url' as const, reference };
  const params = { text: report.text, ...source, ...withoutUndefined(options), ...(model && { model }) };
  const reply = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Generating Sigma rules', cancellable: true },
    (progress, token) => {
      let done = 0;
      const answer = app.server.longRequest(generateRequest, params, token, ({ message, percentage }) => {
        const increment = percentage === undefined ? 0 : percentage - done;
        done = percentage ?? done;
        progress.report({ increment, ...(message !== undefined && { message }) });
      });
      return unlessCancelled(answer, token);
    },
  );
  if (!reply) {
    app.log.info('generation: cancelled');
    void vscode.window.showInformationMessage('Rule generation was cancelled.');
    return undefined;
  }
  if (reply.ok) return reply.value;
  app.log.info(`generation: ${reply.error.code}: ${reply.error.message}`);
  void vscode.window.showErrorMessage(reply.error.message);
  return undefined;
}

/** The model, when the settings, a key and the person's yes allow it. */
async function modelToAsk(app: App): Promise<ModelSettings | undefined> {
  const choice = engineChoice();
  if (choice === 'embedded' || !vscode.workspace.isTrusted) return undefined;
  if ((await app.modelKey.get()) === undefined) {
    if (choice === 'anthropic') {
      void vscode.window.showWarningMessage(
        'There is no model API key, so the embedded engine reads the report. Set one with "Sigma: Set model API key…".',
      );
    }
    return undefined;
  }
  const settings = modelSettings();
  return (await app.modelKey.agreed(settings)) ? settings : undefined;
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

function logResult({ log }: App, { rules, ttps, pipelineNotices, metadata }: GenerationResult): void {
  const { engine, processingTimeMs } = metadata;
  log.info(`generation: ${summary(rules.length, ttps.length)} by engine ${engine} in ${processingTimeMs} ms`);
  for (const { code, message } of pipelineNotices) log.info(`generation: ${code}: ${message}`);
}

function summary(rules: number, techniques: number): string {
  return `${count(rules, 'rule')}, ${count(techniques, 'technique')}`;
}

async function tellSummary({ rules, ttps, detectionGaps }: GenerationResult): Promise<void> {
  const { maxOpenTabs } = generationSettings();
  const open = rules.length > maxOpenTabs ? `. The first ${maxOpenTabs} rules are open, the Sigma view has all.` : '';
  await offerDetails(`${summary(rules.length, ttps.length)}, ${count(detectionGaps.length, 'gap')}${open}`);
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

function withoutUndefined<T extends object>(object: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}
