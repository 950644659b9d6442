import type { RegisterHandler } from '../session.ts';

export const shutdownHandler: RegisterHandler = ({ connection, diagnostics, closedFiles, environment, workspace }) => {
  connection.onShutdown(() => {
    diagnostics.dispose();
    closedFiles.dispose();
    workspace.dispose();
    environment.jobs.dispose();
  });
};
