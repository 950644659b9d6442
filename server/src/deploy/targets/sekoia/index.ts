import type { DeployTargetKind, SekoiaConnection } from '../../deploy-target.ts';
import { SekoiaTarget, sekoiaBaseUrl } from './sekoia-target.ts';

export const sekoia: DeployTargetKind<SekoiaConnection> = {
  kind: 'sekoia',
  label: 'Sekoia.io',
  authorizationScheme: 'Bearer',
  baseUrl: sekoiaBaseUrl,
  open: (connection, client) => new SekoiaTarget(connection, client),
};
