/** The VS Code side: joins commands, the Sigma view and the language server. No Sigma is understood here; the server does that. */
import * as vscode from 'vscode';
import { modelSendRequest } from '../../server/src/protocol/model.ts';
import { siemSendRequest } from '../../server/src/protocol/siem.ts';
import type { App } from './app.ts';
import { commands } from './commands/index.ts';
import { LastChoices } from './conversion/last-choices.ts';
import { SigmaLanguageServer } from './language-client.ts';
import { ListContinuation } from './list-continuation.ts';
import { ModelKey } from './model/model-key.ts';
import { sendToModel } from './model/send.ts';
import { PageDocuments } from './page-documents.ts';
import { Previews } from './preview/previews.ts';
import { QueryDocuments } from './query-documents.ts';
import { runCommand } from './run-command.ts';
import { ServerStatusItem } from './server-status.ts';
import { CompareDocuments } from './siem/compare-documents.ts';
import { SiemConnections } from './siem/connections.ts';
import { sendToSiem } from './siem/send.ts';
import { RuleTests } from './tests/rule-tests.ts';
import { VerdictDocuments } from './tests/verdict-documents.ts';
import { ResultView } from './views/result-view.ts';
import { registerRuleLenses } from './views/rule-lenses.ts';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Sigmasmith', { log: true });
  const status = new ServerStatusItem();
  const lists = new ListContinuation();
  const attackData = vscode.Uri.joinPath(context.globalStorageUri, 'attack.json').fsPath;
  const bundle = context.asAbsolutePath('dist/server.cjs');
  const server = new SigmaLanguageServer(bundle, attackData, log, (state) => {
    status.show(state);
    lists.update(state);
  });
  const queries = new QueryDocuments();
  const previews = new Previews(server, log);
  const lastChoices = new LastChoices(context.globalState);
  const resultView = new ResultView();
  const connections = new SiemConnections(context);
  const compare = new CompareDocuments();
  const modelKey = new ModelKey(context);
  const pages = new PageDocuments();
  const verdicts = new VerdictDocuments();
  server.answer(modelSendRequest, (params) => sendToModel(modelKey, params));
  server.answer(siemSendRequest, (params) => sendToSiem(connections, params));
  const app: App = {
    ...{ context, log, server, queries, previews, lastChoices, resultView },
    ...{ connections, compare, modelKey, pages, verdicts },
  };
  context.subscriptions.push(log, status, lists, server, queries, previews, lastChoices, resultView, compare, pages);
  context.subscriptions.push(verdicts, new RuleTests(server, log), registerRuleLenses(app));
  for (const command of commands)
    context.subscriptions.push(
      vscode.commands.registerCommand(`sigmasmith.${command.id}`, (...args) => runCommand(app, command, args)),
    );
  startWithFirstDocument(app);
}

/** The server's process is only worth its memory when there is something to look at. */
function startWithFirstDocument({ context, log, server }: App): void {
  const start = ({ languageId }: vscode.TextDocument) => {
    if (languageId !== 'yaml' && languageId !== 'sigma') return;
    listener.dispose();
    server.start().catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
  };
  const listener = vscode.workspace.onDidOpenTextDocument(start);
  context.subscriptions.push(listener);
  for (const document of vscode.workspace.textDocuments) start(document);
}
