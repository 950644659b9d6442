import type { CancellationToken } from 'vscode-languageserver';
import type { GenerateParams } from '../../protocol/generate.ts';
import { generateRequest } from '../../protocol/generate.ts';
import { onRequest, type RegisterHandler } from '../session.ts';

export const generateHandler: RegisterHandler = (session) => {
  const { connection, environment } = session;
  onRequest(session, generateRequest, async (params: GenerateParams, token: CancellationToken) => {
    const progress = connection.window.attachWorkDoneProgress(params.workDoneToken);
    progress.begin('Generating Sigma rules', 0, undefined, true);
    try {
      return await environment.jobs.run('generate', params, token, ({ message, percentage }) => {
        if (percentage === undefined) progress.report(message);
        else progress.report(percentage, message);
      });
    } finally {
      progress.done();
    }
  });
};
