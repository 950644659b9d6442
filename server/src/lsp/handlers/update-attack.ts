import { Failure } from '../../base/failure.ts';
import { updateAttackRequest } from '../../protocol/attack.ts';
import { replying } from '../replying.ts';
import { onRequest, type RegisterHandler } from '../session.ts';

export const updateAttackHandler: RegisterHandler = (session) => {
  const { connection, environment } = session;
  onRequest(session, updateAttackRequest, async ({ workDoneToken, ...params }, token) => {
    const progress = connection.window.attachWorkDoneProgress(workDoneToken);
    progress.begin('Updating ATT&CK data', 0, undefined, true);
    try {
      return await replying(() => {
        if (!session.settings.trusted)
          throw new Failure('UntrustedWorkspace', 'Nothing is fetched in an untrusted workspace. Trust it first.');
        return environment.jobs.run('updateAttack', params, token, ({ percentage, message }) =>
          progress.report(percentage ?? 0, message),
        );
      });
    } finally {
      progress.done();
    }
  });
};
