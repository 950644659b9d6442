import type { RegisterHandler } from '../session.ts';

export const shutdownHandler: RegisterHandler = ({ connection, diagnostics, environment }) => {
  connection.onShutdown(() => {
    diagnostics.dispose();
    environment.jobs.dispose();
  });
};
