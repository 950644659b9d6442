import type { RegisterHandler } from '../session.ts';

/** Folders that are deleted or moved in the editor: what watches files does not tell of each file in them. */
export const didMoveFilesHandler: RegisterHandler = ({ connection, workspace }) => {
  connection.workspace.onDidDeleteFiles(({ files }) => workspace.removed(files.map(({ uri }) => uri)));
  connection.workspace.onDidRenameFiles(({ files }) => {
    workspace.removed(files.map(({ oldUri }) => oldUri));
    workspace.written(files.map(({ newUri }) => newUri));
  });
};
