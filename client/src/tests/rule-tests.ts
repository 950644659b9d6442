import * as vscode from 'vscode';
import { findTestsRequest, type TestedRule } from '../../../server/src/protocol/tests.ts';
import type { SigmaLanguageServer } from '../language-client.ts';
import { toRange } from '../to-range.ts';
import { runRuleTests } from './run-rule-tests.ts';

const testFiles = '**/{*.tests.yml,*.tests.yaml,regression_data/**/info.yml}';
/** A change of more files than this (a checkout) is looked at as a whole. */
const mostChanges = 100;
/** Milliseconds in which changes are collected. */
const pause = 300;

/** The tests of rules in VS Code's Test Explorer: a node for each rule file that has some. */
export class RuleTests implements vscode.Disposable {
  readonly #server: SigmaLanguageServer;
  readonly #log: vscode.LogOutputChannel;
  readonly #controller = vscode.tests.createTestController('sigmasmith.tests', 'Sigma rules');
  readonly #watcher = vscode.workspace.createFileSystemWatcher('**/*.{yml,yaml}');
  readonly #listeners: vscode.Disposable;
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #discovery: Promise<void> | undefined;

  constructor(server: SigmaLanguageServer, log: vscode.LogOutputChannel) {
    this.#server = server;
    this.#log = log;
    const controller = this.#controller;
    controller.resolveHandler = (item) => (item ? undefined : this.#discover());
    controller.refreshHandler = (token) => this.#findAll(token);
    controller.createRunProfile(
      'Run',
      vscode.TestRunProfileKind.Run,
      (request, token) => runRuleTests({ server, controller }, request, token),
      true,
    );
    this.#listeners = this.#listen();
    void this.#discoverIfAny();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listeners.dispose();
    this.#watcher.dispose();
    this.#controller.dispose();
  }

  /** What the editor saves it knows itself; watching files does not work everywhere. */
  #listen(): vscode.Disposable {
    const note = (uri: vscode.Uri) => this.#note(uri);
    return vscode.Disposable.from(
      this.#watcher.onDidChange(note),
      this.#watcher.onDidCreate(note),
      this.#watcher.onDidDelete(note),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => note(uri)),
      vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach(note)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#discovery = undefined;
        void this.#discoverIfAny();
      }),
    );
  }

  /** Looking through a workspace is worth it only where there are tests. */
  async #discoverIfAny(): Promise<void> {
    if ((await vscode.workspace.findFiles(testFiles, undefined, 1)).length > 0) await this.#discover();
  }

  #discover(): Promise<void> {
    this.#discovery ??= this.#findAll();
    return this.#discovery;
  }

  async #findAll(token?: vscode.CancellationToken): Promise<void> {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const rules = await this.#find(
      folders.map(({ uri }) => uri.fsPath),
      token,
    );
    if (rules) this.#controller.items.replace(rules.map((rule) => this.#item(rule)));
  }

  async #find(paths: readonly string[], token?: vscode.CancellationToken): Promise<readonly TestedRule[] | undefined> {
    if (paths.length === 0) return [];
    try {
      return (await this.#server.request(findTestsRequest, { paths }, token)).rules;
    } catch (error) {
      if (!token?.isCancellationRequested) this.#log.warn(`looking for tests: ${String(error)}`);
      return undefined;
    }
  }

  #item({ rule, title, titleRange, tests }: TestedRule): vscode.TestItem {
    const uri = vscode.Uri.file(rule);
    const item = this.#controller.createTestItem(rule, title ?? rule.slice(rule.lastIndexOf('/') + 1), uri);
    item.description = vscode.workspace.asRelativePath(uri);
    item.range = titleRange && toRange(titleRange);
    item.children.replace(
      tests.map((test, index) => {
        const child = this.#controller.createTestItem(test.id, test.name, vscode.Uri.file(test.path));
        child.range = toRange(test.range);
        child.sortText = String(index).padStart(6, '0');
        return child;
      }),
    );
    return item;
  }

  #note(uri: vscode.Uri): void {
    if (uri.scheme !== 'file' || !/\.ya?ml$/i.test(uri.path)) return;
    const isTestFile = /\.tests\.ya?ml$/i.test(uri.path);
    if (!this.#discovery && !isTestFile) return;
    this.#changed.add(uri.fsPath);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#takeChanges(), pause);
  }

  async #takeChanges(): Promise<void> {
    const changed = [...this.#changed];
    this.#changed.clear();
    if (!this.#discovery || changed.length > mostChanges) {
      this.#discovery = this.#findAll();
      await this.#discovery;
      return;
    }
    const uris = new Set(changed.map((path) => vscode.Uri.file(path).toString()));
    const concerned = [...this.#controller.items].map(([, item]) => item).filter((item) => isConcerned(item, uris));
    const rules = await this.#find([...changed, ...concerned.map(({ id }) => id)]);
    if (!rules) return;
    for (const item of concerned) {
      if (rules.some(({ rule }) => rule === item.id)) this.#controller.invalidateTestResults(item);
      else this.#controller.items.delete(item.id);
    }
    for (const rule of rules) this.#controller.items.add(this.#item(rule));
  }
}

/** Whether a rule or one of its tests is written in one of these files. */
function isConcerned(item: vscode.TestItem, uris: ReadonlySet<string>): boolean {
  return [item, ...[...item.children].map(([, child]) => child)].some(({ uri }) => uri && uris.has(uri.toString()));
}
