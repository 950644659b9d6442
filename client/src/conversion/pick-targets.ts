import * as vscode from 'vscode';
import { type ListTargetsResult, listTargetsRequest, type Target } from '../../../server/src/protocol/targets.ts';
import type { App } from '../app.ts';
import { type Choice, choiceKey } from './choice.ts';
import { pickPipelines } from './pick-pipelines.ts';

export interface PickOptions {
  readonly title: string;
  /** The rule or folder whose project may have names for targets. */
  readonly uri: vscode.Uri;
  readonly many: boolean;
  readonly last: readonly Choice[];
}

interface TargetItem extends vscode.QuickPickItem {
  readonly choice?: Choice;
}

const pipelinesButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('settings-gear'),
  tooltip: 'Go on with a choice of pipelines…',
};

/** Targets of the project first, then all of the program; `undefined` when the person leaves. */
export async function pickTargets(app: App, options: PickOptions): Promise<readonly Choice[] | undefined> {
  const list = await app.server.request(listTargetsRequest, { uri: options.uri.toString() });
  const picked = await showTargets(list, options);
  if (!picked || picked.choices.length === 0) return undefined;
  return picked.withPipelines ? pickPipelines(app, picked.choices) : picked.choices;
}

function showTargets(
  list: ListTargetsResult,
  { title, many, last }: PickOptions,
): Promise<{ choices: readonly Choice[]; withPipelines: boolean } | undefined> {
  const quickPick = vscode.window.createQuickPick<TargetItem>();
  const items = targetItems(list);
  const keys = new Set(last.map(choiceKey));
  const lastItems = items.filter(({ choice }) => choice && keys.has(choiceKey(choice)));
  quickPick.title = title;
  quickPick.placeholder = many ? 'Choose one or more targets' : 'Choose a target';
  quickPick.canSelectMany = many;
  quickPick.matchOnDescription = true;
  quickPick.buttons = [pipelinesButton];
  quickPick.items = items;
  if (many) quickPick.selectedItems = lastItems;
  else quickPick.activeItems = lastItems.slice(0, 1);
  return new Promise((resolve) => {
    const done = (withPipelines: boolean) => {
      const chosen = many || quickPick.selectedItems.length > 0 ? quickPick.selectedItems : quickPick.activeItems;
      if (chosen.length === 0) return;
      resolve({ choices: chosen.flatMap(({ choice }) => choice ?? []), withPipelines });
      quickPick.hide();
    };
    quickPick.onDidAccept(() => done(false));
    quickPick.onDidTriggerButton(() => done(true));
    quickPick.onDidHide(() => {
      resolve(undefined);
      quickPick.dispose();
    });
    quickPick.show();
  });
}

function targetItems({ configured, targets }: ListTargetsResult): TargetItem[] {
  const sorted = [...targets].sort((a, b) => a.label.localeCompare(b.label));
  return [
    ...(configured.length > 0 ? [separator('Targets of this project')] : []),
    ...configured.map(({ name, description }) => ({
      label: name,
      description,
      choice: { label: name, request: { configured: name } },
    })),
    ...(configured.length > 0 ? [separator('All targets')] : []),
    ...sorted.map(usualItem),
    separator('Other formats'),
    ...sorted.flatMap(otherItems),
  ];
}

function usualItem({ name, label }: Target): TargetItem {
  return { label, description: name, choice: { label, request: { target: name } } };
}

function otherItems({ name, label, formats }: Target): TargetItem[] {
  return formats.slice(1).map((format) => {
    const full = `${label}, ${format.name}`;
    const request = { target: name, format: format.name };
    return { label: full, description: format.description, choice: { label: full, request } };
  });
}

function separator(label: string): TargetItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
