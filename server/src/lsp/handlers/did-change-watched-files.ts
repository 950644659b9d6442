import { FileChangeType, type FileEvent } from 'vscode-languageserver';
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
    for (const { isGone, uris } of runsOf(changes)) {
      if (isGone) workspace.removed(uris);
      else workspace.written(uris);
    }
  });
};

/** What happened in its order: a file that was written and then deleted is gone, one that was deleted and written again is there. */
function runsOf(changes: readonly FileEvent[]): { readonly isGone: boolean; readonly uris: string[] }[] {
  const runs: { readonly isGone: boolean; readonly uris: string[] }[] = [];
  for (const { uri, type } of changes) {
    const isGone = type === FileChangeType.Deleted;
    const last = runs.at(-1);
    if (last?.isGone === isGone) last.uris.push(uri);
    else runs.push({ isGone, uris: [uri] });
  }
  return runs;
}
