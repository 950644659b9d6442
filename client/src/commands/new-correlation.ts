import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { startSnippet } from '../start-snippet.ts';

const kinds: readonly (vscode.QuickPickItem & { readonly snippet: string })[] = [
  { label: 'Event count', description: 'one rule fires often', snippet: 'Sigma correlation: event count' },
  { label: 'Value count', description: 'a field takes many values', snippet: 'Sigma correlation: value count' },
  { label: 'Temporal', description: 'several rules fire within a time', snippet: 'Sigma correlation: temporal' },
];

/** Asks for the kind of correlation, and starts its snippet. */
export const newCorrelation: Command = {
  id: 'newCorrelation',
  async run(app) {
    const picked = await vscode.window.showQuickPick(kinds, {
      title: 'New correlation',
      placeHolder: 'What happens together?',
      matchOnDescription: true,
    });
    if (picked) await startSnippet(app, picked.snippet, 'new-correlation');
  },
};
