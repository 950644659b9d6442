import * as vscode from 'vscode';
import { projectChangedNotification } from '../../../server/src/protocol/convert.ts';
import type { Choice } from '../conversion/choice.ts';
import { inQueryLanguage } from '../conversion/query-language.ts';
import type { SigmaLanguageServer } from '../language-client.ts';
import { serverSettings } from '../settings.ts';
import { Highlights } from './highlights.ts';
import { noticeDiagnostics } from './notice-diagnostics.ts';
import { Preview } from './preview.ts';

export const previewScheme = 'sigmasmith-preview';

/** Read-only tabs that follow their rules: text, places that belong together, and what a conversion has to say. */
export class Previews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #server: SigmaLanguageServer;
  readonly #log: vscode.LogOutputChannel;
  readonly #previews = new Map<string, Preview>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #highlights = new Highlights();
  readonly #notices = vscode.languages.createDiagnosticCollection('sigmasmith.conversion');
  readonly #subscriptions: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(server: SigmaLanguageServer, log: vscode.LogOutputChannel) {
    this.#server = server;
    this.#log = log;
    server.listen(projectChangedNotification, () => this.#refreshAll());
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(previewScheme, this),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#documentChanged(document)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => editor && this.#follow(editor)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#describeAll()),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => closed.length > 0 && this.#forgetClosed()),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.find(uri)?.text ?? 'This preview is no longer there. Preview the rule again.\n';
  }

  find(uri: vscode.Uri): Preview | undefined {
    return this.#previews.get(uri.toString());
  }

  /** Shows the preview of a rule; the rule keeps the focus. */
  async open(rule: vscode.TextDocument, choice: Choice, viewColumn: vscode.ViewColumn): Promise<void> {
    const uri = previewUri(rule.uri, choice);
    const known = this.find(uri);
    const preview =
      known ?? new Preview({ uri, rule: rule.uri, choice }, this.#server, (changed) => this.#show(changed));
    this.#previews.set(uri.toString(), preview);
    await preview.convert();
    const refusal = preview.shown ? undefined : preview.latest?.errors.find(({ code }) => code === 'NotSigma');
    if (refusal) {
      this.#remove(preview);
      void vscode.window.showWarningMessage(refusal.message);
      return;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    await inQueryLanguage(document, preview.shown?.language);
    const column = columnOf(uri) ?? viewColumn;
    await vscode.window.showTextDocument(document, { viewColumn: column, preserveFocus: true, preview: false });
    this.#show(preview);
  }

  /** Another target in the place of a preview. */
  async replace(preview: Preview, choice: Choice): Promise<void> {
    const viewColumn = columnOf(preview.uri) ?? vscode.ViewColumn.Beside;
    const rule = await vscode.workspace.openTextDocument(preview.rule);
    const isSamePlace = previewUri(preview.rule, choice).toString() === preview.uri.toString();
    await this.open(rule, choice, viewColumn);
    if (!isSamePlace) await vscode.window.tabGroups.close(tabsOf(preview.uri));
  }

  dispose(): void {
    for (const preview of this.#previews.values()) preview.cancel();
    this.#previews.clear();
    vscode.Disposable.from(this.#subscriptions, this.#changed, this.#highlights, this.#notices).dispose();
  }

  #of(rule: vscode.Uri): readonly Preview[] {
    const key = rule.toString();
    return [...this.#previews.values()].filter((preview) => preview.rule.toString() === key);
  }

  #documentChanged(document: vscode.TextDocument): void {
    for (const preview of this.#of(document.uri)) this.#schedule(preview, serverSettings().debounce);
    const shown = this.find(document.uri);
    if (shown) this.#decorate(shown);
  }

  #schedule(preview: Preview, milliseconds: number): void {
    preview.schedule(milliseconds, (error) => this.#log.error(`preview of ${preview.rule.path}: ${String(error)}`));
  }

  #refreshAll(): void {
    for (const preview of this.#previews.values()) this.#schedule(preview, serverSettings().debounce);
  }

  /** A conversion has come: the tab gets its text, and as soon as it has it, its marks. */
  #show(preview: Preview): void {
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === preview.uri.toString());
    if (document && document.getText() !== preview.text) this.#changed.fire(preview.uri);
    if (document) void inQueryLanguage(document, preview.shown?.language);
    this.#decorate(preview);
    this.#publishNotices(preview.rule);
  }

  #decorate(preview: Preview): void {
    this.#highlights.describe(preview);
    const editor = vscode.window.activeTextEditor;
    if (editor) this.#follow(editor);
  }

  #describeAll(): void {
    for (const preview of this.#previews.values()) this.#highlights.describe(preview);
  }

  #follow(editor: vscode.TextEditor): void {
    const { uri } = editor.document;
    const rule = this.find(uri)?.rule ?? uri;
    const previews = this.#of(rule);
    if (previews.length > 0) this.#highlights.follow(editor, previews);
  }

  #publishNotices(rule: vscode.Uri): void {
    this.#notices.set(
      rule,
      this.#of(rule).flatMap(({ latest }) => (latest ? noticeDiagnostics(latest, rule) : [])),
    );
  }

  #forgetClosed(): void {
    for (const preview of [...this.#previews.values()]) if (tabsOf(preview.uri).length === 0) this.#remove(preview);
  }

  #remove(preview: Preview): void {
    preview.cancel();
    this.#previews.delete(preview.uri.toString());
    this.#publishNotices(preview.rule);
    if (this.#of(preview.rule).length === 0) this.#highlights.clear(preview.rule);
  }
}

function previewUri(rule: vscode.Uri, { label, request }: Choice): vscode.Uri {
  const name = rule.path.slice(rule.path.lastIndexOf('/') + 1).replace(/\.ya?ml$/i, '');
  const query = JSON.stringify([rule.toString(), request]);
  return vscode.Uri.from({ scheme: previewScheme, path: `/Preview ${name} (${label.replaceAll('/', '-')})`, query });
}

function tabsOf(uri: vscode.Uri): vscode.Tab[] {
  const key = uri.toString();
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key);
}

function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  return tabsOf(uri)[0]?.group.viewColumn;
}
