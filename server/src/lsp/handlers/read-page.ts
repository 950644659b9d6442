import { Failure } from '../../base/failure.ts';
import { readPageRequest } from '../../protocol/page.ts';
import { replying } from '../replying.ts';
import { onRequest, type RegisterHandler } from '../session.ts';

export const readPageHandler: RegisterHandler = (session) => {
  onRequest(session, readPageRequest, ({ url, allowedHosts }, token) =>
    replying(() => {
      if (session.settings.trusted) return session.environment.readPage(url, allowedHosts, token);
      throw new Failure('UntrustedWorkspace', 'Nothing is fetched in an untrusted workspace. Trust it first.');
    }),
  );
};
