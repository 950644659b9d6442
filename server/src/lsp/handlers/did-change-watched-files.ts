import type { RegisterHandler } from '../session.ts';

/** The editor watches configurations and pipelines; what is open in it counts as it stands there. */
export const didChangeWatchedFilesHandler: RegisterHandler = ({ connection, projects, diagnostics }) => {
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const concerning = changes.filter(({ uri }) => projects.touched(uri));
    if (concerning.length > 0) diagnostics.refresh();
  });
};
