import type { HttpClient } from '../../http/http-client.ts';
import type { DeployEnvironment, DeployTarget, DeployTargetKind, SiemConnection } from '../deploy-target.ts';
import { elastic } from './elastic/index.ts';
import { sekoia } from './sekoia/index.ts';

/** Every kind of SIEM that rules can be deployed to, one line each. */
const kinds = { elastic, sekoia };

export const deployTargetKinds: readonly { readonly kind: string; readonly label: string }[] = Object.values(kinds);

/** Opens the target of a connection; `client` adds the key. */
export function openTarget(
  connection: SiemConnection,
  client: HttpClient,
  environment: DeployEnvironment,
): DeployTarget {
  return targetKindOf(connection).open(connection, client, environment);
}

/** Where the key of a connection may be sent, and how. */
export function keyDestination(connection: SiemConnection): {
  readonly origin: string;
  readonly scheme: 'ApiKey' | 'Bearer';
} {
  const kind = targetKindOf(connection);
  return { origin: new URL(kind.baseUrl(connection)).origin, scheme: kind.authorizationScheme };
}

function targetKindOf(connection: SiemConnection): DeployTargetKind<SiemConnection> {
  return kinds[connection.kind] as DeployTargetKind<SiemConnection>;
}
