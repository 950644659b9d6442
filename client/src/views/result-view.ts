import * as vscode from 'vscode';
import type { GeneratedRule } from '../../../server/src/protocol/generate.ts';
import { type ResultNode, resultNodes, type ShownResult } from './result.ts';

/** The view "Last result" in the activity bar. Everything in it is text from a report or a rule: shown plainly, never as links. */
export class ResultView implements vscode.TreeDataProvider<ResultNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<ResultNode>;
  readonly #documents = new WeakMap<GeneratedRule, vscode.Uri>();
  #shown: ShownResult | undefined;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor() {
    this.#view = vscode.window.createTreeView('sigmasmith.result', { treeDataProvider: this, showCollapseAll: true });
  }

  get shown(): ShownResult | undefined {
    return this.#shown;
  }

  show(shown: ShownResult): void {
    this.#shown = shown;
    const { rulesGenerated, engine } = { ...shown.result.metadata, rulesGenerated: shown.result.rules.length };
    this.#view.description = `${rulesGenerated} rules, engine ${engine}`;
    this.#changed.fire();
  }

  /** Ties a rule to the document in which it is open. */
  remember(rule: GeneratedRule, document: vscode.TextDocument): void {
    this.#documents.set(rule, document.uri);
  }

  /** Where a rule was opened. */
  placeOf(rule: GeneratedRule): vscode.Uri | undefined {
    return this.#documents.get(rule);
  }

  getChildren(node?: ResultNode): ResultNode[] {
    if (node) return [...node.children];
    return this.#shown ? resultNodes(this.#shown) : [];
  }

  getTreeItem(node: ResultNode): vscode.TreeItem {
    const item = new vscode.TreeItem(node.label, collapsibleState(node));
    if (node.description !== undefined) item.description = node.description;
    item.tooltip = new vscode.MarkdownString().appendText(node.tooltip ?? node.label);
    if (node.icon) item.iconPath = new vscode.ThemeIcon(node.icon);
    if (node.copy !== undefined) item.contextValue = 'copyable';
    if (node.action) item.command = { command: 'sigmasmith.openResultNode', title: 'Open', arguments: [node] };
    return item;
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }
}

function collapsibleState({ children, expanded }: ResultNode): vscode.TreeItemCollapsibleState {
  if (children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return expanded ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
