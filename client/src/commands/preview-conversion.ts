import type * as vscode from 'vscode';
import type { App, Command } from '../app.ts';
import { defaultPreview } from '../conversion/default-choices.ts';
import { pickTargets } from '../conversion/pick-targets.ts';
import { columnBeside, ruleDocument } from '../conversion/rule-document.ts';

/** Shows the query of a rule beside it, in the target of the last preview. */
export const previewConversion: Command = {
  id: 'previewConversion',
  async run(app: App, resource?: vscode.Uri) {
    const document = await ruleDocument(resource);
    if (!document) return;
    const known = await defaultPreview(app, document.uri);
    const last = known ? [known] : app.lastChoices.conversions;
    const choices = known
      ? [known]
      : await pickTargets(app, { title: 'Preview conversion', uri: document.uri, many: false, last });
    const [choice] = choices ?? [];
    if (!choice) return;
    await app.lastChoices.previewed(choice);
    await app.previews.open(document, choice, columnBeside(document));
  },
};
