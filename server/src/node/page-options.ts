import type { FetchPageOptions } from '../http/fetch-page.ts';
import { createSendPage, decodeBytes } from './send-page.ts';

/** How this process reads pages: over guarded connections, through the proxy of its environment. */
export function pageOptions(
  allowedHosts: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): FetchPageOptions {
  const policy = { allowedHosts: allowedHosts.map((host) => host.trim().toLowerCase()).filter((host) => host !== '') };
  return { send: createSendPage({ policy, environment }), policy, decode: decodeBytes };
}
