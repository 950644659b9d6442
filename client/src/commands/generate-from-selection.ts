import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { generateRules } from '../generation.ts';
import { makeReport } from '../report.ts';

export const generateFromSelection: Command = {
  id: 'generateFromSelection',
  async run(app) {
    const editor = vscode.window.activeTextEditor;
    if (!editor) {
      void vscode.window.showWarningMessage('Open a threat report and select its text first.');
      return;
    }
    const { document } = editor;
    const ranges = editor.selections.filter((selection) => !selection.isEmpty);
    if (ranges.length === 0 && !(await wantsWholeDocument(document))) return;
    const parts = ranges.length > 0 ? ranges : [wholeOf(document)];
    const report = makeReport(
      document.uri.toString(),
      parts.map((range) => ({ offset: document.offsetAt(range.start), text: document.getText(range) })),
    );
    await generateRules(app, report);
  },
};

async function wantsWholeDocument(document: vscode.TextDocument): Promise<boolean> {
  if (document.getText().trim() === '') {
    void vscode.window.showWarningMessage('This document is empty. Paste a threat report and select its text.');
    return false;
  }
  const whole = 'Use Whole Document';
  const choice = await vscode.window.showWarningMessage(
    'No text is selected. Select the part of the report to generate rules from.',
    whole,
  );
  return choice === whole;
}

function wholeOf(document: vscode.TextDocument): vscode.Range {
  return new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
}
