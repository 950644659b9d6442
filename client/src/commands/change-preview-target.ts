import * as vscode from 'vscode';
import type { App, Command } from '../app.ts';
import { pickTargets } from '../conversion/pick-targets.ts';

/** Shows another target in the place of a preview. */
export const changePreviewTarget: Command = {
  id: 'changePreviewTarget',
  async run(app: App, resource?: vscode.Uri) {
    const uri = resource instanceof vscode.Uri ? resource : vscode.window.activeTextEditor?.document.uri;
    const preview = uri && app.previews.find(uri);
    if (!preview) {
      void vscode.window.showWarningMessage(
        'Open a preview first: "Sigma: Preview conversion" shows one beside a rule.',
      );
      return;
    }
    const { rule, choice: before } = preview;
    const choices = await pickTargets(app, { title: 'Preview conversion', uri: rule, many: false, last: [before] });
    const [choice] = choices ?? [];
    if (!choice) return;
    await app.lastChoices.previewed(choice);
    await app.previews.replace(preview, choice);
  },
};
