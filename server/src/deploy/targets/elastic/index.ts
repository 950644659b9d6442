import type { DeployTargetKind, ElasticConnection } from '../../deploy-target.ts';
import { ElasticTarget } from './elastic-target.ts';

export const elastic: DeployTargetKind<ElasticConnection> = {
  kind: 'elastic',
  label: 'Elastic Security',
  authorizationScheme: 'ApiKey',
  baseUrl: (connection) => connection.url,
  open: (connection, client, environment) => new ElasticTarget(connection, client, environment),
};
