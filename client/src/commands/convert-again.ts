import * as vscode from 'vscode';
import type { App, Command } from '../app.ts';
import { defaultChoices } from '../conversion/default-choices.ts';
import { ruleDocument } from '../conversion/rule-document.ts';
import { showConversions } from '../conversion/show-conversions.ts';

/** Converts to the last targets without asking; asks where there are none. */
export const convertAgain: Command = {
  id: 'convertAgain',
  async run(app: App, resource?: vscode.Uri) {
    const document = await ruleDocument(resource);
    if (!document) return;
    const choices = await defaultChoices(app, document.uri);
    if (choices.length > 0) await showConversions(app, document, choices);
    else await vscode.commands.executeCommand('sigmasmith.convertRule', document.uri);
  },
};
