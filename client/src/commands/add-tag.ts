import * as vscode from 'vscode';
import { listTagsRequest } from '../../../server/src/protocol/rule-edits.ts';
import type { Command } from '../app.ts';
import { changeRule } from '../change-rule.ts';

/** Adds ATT&CK tactics and techniques to the rule at the cursor, found by id or name. */
export const addTag: Command = {
  id: 'addTag',
  async run(app) {
    const tags = await app.server.request(listTagsRequest, {});
    const items = tags.map(({ tag, name, description }) => ({ label: tag, description: name, detail: description }));
    const picked = await vscode.window.showQuickPick(items, {
      title: 'Add tag',
      placeHolder: 'A technique or tactic of ATT&CK, by id or name',
      matchOnDescription: true,
    });
    if (picked) await changeRule(app, { kind: 'tag', tag: picked.label });
  },
};
