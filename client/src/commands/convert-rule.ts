import type * as vscode from 'vscode';
import type { App, Command } from '../app.ts';
import { pickTargets } from '../conversion/pick-targets.ts';
import { ruleDocument } from '../conversion/rule-document.ts';
import { showConversions } from '../conversion/show-conversions.ts';

export const convertRule: Command = {
  id: 'convertRule',
  async run(app: App, resource?: vscode.Uri) {
    const document = await ruleDocument(resource);
    if (!document) return;
    const last = app.lastChoices.conversions;
    const choices = await pickTargets(app, { title: 'Convert rule', uri: document.uri, many: true, last });
    if (!choices) return;
    await app.lastChoices.converted(choices);
    await showConversions(app, document, choices);
  },
};
