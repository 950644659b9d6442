import * as vscode from 'vscode';
import { type BuiltinPipeline, listPipelinesRequest } from '../../../server/src/protocol/targets.ts';
import type { App } from '../app.ts';
import type { Choice } from './choice.ts';

interface PipelineItem extends vscode.QuickPickItem {
  readonly pipeline?: string;
}

const fileItem: PipelineItem = {
  label: '$(folder-opened) Pipeline files…',
  description: 'choose files after this',
  alwaysShow: true,
};

/** The choices with pipelines that the person picks; targets of the project bring their own and stay as they are. */
export async function pickPipelines(app: App, choices: readonly Choice[]): Promise<readonly Choice[] | undefined> {
  const targets = choices.flatMap(({ request }) => ('target' in request ? [request.target] : []));
  if (targets.length === 0) return choices;
  const all = await app.server.request(listPipelinesRequest, {});
  const picked = await vscode.window.showQuickPick(pipelineItems(all, targets), {
    title: 'Choose pipelines',
    placeHolder: 'They are applied by priority; choose none for the rule as it is written',
    canPickMany: true,
    matchOnDescription: true,
  });
  if (!picked) return undefined;
  const files = picked.includes(fileItem) ? await askForFiles() : [];
  if (!files) return undefined;
  const pipelines = [...picked.flatMap(({ pipeline }) => pipeline ?? []), ...files];
  return choices.map(({ label, request }) =>
    'target' in request ? { label, request: { ...request, pipelines } } : { label, request },
  );
}

function pipelineItems(all: readonly BuiltinPipeline[], targets: readonly string[]): PipelineItem[] {
  const fitting = all.filter(
    (pipeline) => pipeline.targets.length === 0 || pipeline.targets.some((id) => targets.includes(id)),
  );
  const items = fitting.map(({ name, description }) => ({ label: name, description, pipeline: name }));
  return vscode.workspace.isTrusted ? [...items, fileItem] : items;
}

async function askForFiles(): Promise<readonly string[] | undefined> {
  const files = await vscode.window.showOpenDialog({
    title: 'Choose processing pipelines',
    openLabel: 'Use Pipelines',
    canSelectMany: true,
    filters: { 'Processing pipelines': ['yml', 'yaml'] },
  });
  return files?.map(({ fsPath }) => fsPath);
}
