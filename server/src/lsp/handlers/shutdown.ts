import type { RegisterHandler } from '../session.ts';

export const shutdownHandler: RegisterHandler = ({ connection, diagnostics, environment, workspace }) => {
  connection.onShutdown(() => {
    diagnostics.dispose();
    workspace.dispose();
    environment.jobs.dispose();
  });
};
