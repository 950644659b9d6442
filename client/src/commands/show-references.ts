import * as vscode from 'vscode';
import type { App, Command } from '../app.ts';
import { toRange } from '../to-range.ts';

interface Place {
  readonly line: number;
  readonly character: number;
}

interface Location {
  readonly uri: string;
  readonly range: { readonly start: Place; readonly end: Place };
}

const position = ({ line, character }: Place) => new vscode.Position(line, character);

/** Shows the places that a lens of the server counts; it sends them as plain data. */
export const showReferences: Command = {
  id: 'showReferences',
  async run(_app: App, uri?: string, at?: Place, locations: readonly Location[] = []) {
    if (uri === undefined || at === undefined) return;
    await vscode.commands.executeCommand(
      'editor.action.showReferences',
      vscode.Uri.parse(uri),
      position(at),
      locations.map((found) => new vscode.Location(vscode.Uri.parse(found.uri), toRange(found.range))),
    );
  },
};
