import * as vscode from 'vscode';

interface Place {
  readonly line: number;
  readonly character: number;
}

/** A range of the language server as VS Code has it. */
export function toRange({ start, end }: { readonly start: Place; readonly end: Place }): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
