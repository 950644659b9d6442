import { FileChangeType } from 'vscode-languageserver';
import type { RegisterHandler } from '../session.ts';

/** The editor watches rules, configurations and pipelines; what is open in it counts as it stands there. */
export const didChangeWatchedFilesHandler: RegisterHandler = ({
  connection,
  projects,
  diagnostics,
  closedFiles,
  workspace,
}) => {
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const concerning = changes.filter(({ uri }) => projects.touched(uri));
    if (concerning.length > 0) {
      diagnostics.refresh();
      closedFiles.refresh();
    }
    const isGone = ({ type }: { type: FileChangeType }) => type === FileChangeType.Deleted;
    workspace.removed(changes.filter(isGone).map(({ uri }) => uri));
    workspace.written(changes.filter((change) => !isGone(change)).map(({ uri }) => uri));
  });
};
