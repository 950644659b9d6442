import * as vscode from 'vscode';
import type { App, Command } from './app.ts';

/** Runs a command; what it throws is logged and told, with a way to the log. */
export async function runCommand(app: App, command: Command, args: readonly unknown[]): Promise<void> {
  try {
    await command.run(app, ...(args as never[]));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    app.log.error(`${command.id}: ${error instanceof Error ? (error.stack ?? reason) : reason}`);
    const showLog = 'Show Log';
    const choice = await vscode.window.showErrorMessage(reason, showLog);
    if (choice === showLog) app.log.show();
  }
}
