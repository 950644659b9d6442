import { DidChangeWorkspaceFoldersNotification } from 'vscode-languageserver';
import type { RegisterHandler } from '../session.ts';

/**
 * Folders that are added to the workspace and removed from it. The library puts a handler of its own in place while it initialises with
 * an editor that knows several folders, and none for others: ours comes after that, for all of them.
 */
export const workspaceFoldersHandler: RegisterHandler = ({
  connection,
  projects,
  workspace,
  diagnostics,
  closedFiles,
}) => {
  connection.onInitialized(() => {
    connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event }) => {
      const added = event.added.map(({ uri }) => uri);
      const removed = event.removed.map(({ uri }) => uri);
      projects.changeFolders(added, removed);
      workspace.changeFolders(added, removed);
      diagnostics.refresh();
      closedFiles.refresh();
    });
  });
};
