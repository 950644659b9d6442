import type { CancellationToken } from 'vscode-languageserver';
import type { GenerateParams } from '../../protocol/generate.ts';
import { generateRequest } from '../../protocol/generate.ts';
import type { ModelSettings } from '../../protocol/model.ts';
import { onRequest, type RegisterHandler } from '../session.ts';

export const generateHandler: RegisterHandler = (session) => {
  const { connection, environment } = session;
  /** `undefined` where the model must not or need not be asked: generation then says what is wrong with the text. */
  const proposals = async (text: string, model: ModelSettings, token: CancellationToken) => {
    if (!session.settings.trusted || text.length > 50_000 || text.trim() === '') return undefined;
    const { askModel } = await import('../ask-model.ts');
    return await askModel(text, model, { connection, environment }, token);
  };
  onRequest(session, generateRequest, async (params: GenerateParams, token: CancellationToken) => {
    const progress = connection.window.attachWorkDoneProgress(params.workDoneToken);
    progress.begin('Generating Sigma rules', 0, undefined, true);
    try {
      const { model, ...job } = params;
      if (model !== undefined) progress.report('Asking the model');
      const proposed = model === undefined ? undefined : await proposals(params.text, model, token);
      return await environment.jobs.run(
        'generate',
        proposed === undefined ? job : { ...job, proposed },
        token,
        ({ message, percentage }) => {
          if (percentage === undefined) progress.report(message);
          else progress.report(percentage, message);
        },
      );
    } finally {
      progress.done();
    }
  });
};
