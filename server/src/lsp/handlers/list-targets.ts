import { backends, findBackend } from '../../convert/backends/index.ts';
import { siems } from '../../convert/siems.ts';
import { providers } from '../../generate/providers.ts';
import { listTargetsRequest, type Siem } from '../../protocol/targets.ts';
import { onRequest, type RegisterHandler } from '../session.ts';

export const listTargetsHandler: RegisterHandler = (session) => {
  const { files } = session.environment;
  onRequest(session, listTargetsRequest, () => ({
    targets: backends.map(({ id, label, language, formats }) => ({
      name: id,
      label,
      language,
      formats: formats.map((format) => ({ name: format.id, description: format.description })),
    })),
    siems: siems.map(toSiem),
    providers: providers.map(({ id, name }) => ({
      name: id,
      label: name,
      covered: files.list(`gold/${id}`).length > 0,
    })),
  }));
};

function toSiem({ id, label, target }: (typeof siems)[number]): Siem {
  const backend = findBackend(target);
  return backend ? { name: id, label, language: backend.language } : { name: id, label };
}
