import { EnvHttpProxyAgent, fetch as undiciFetch } from 'undici';

/** The `fetch` of the command line: through the proxy of HTTPS_PROXY, HTTP_PROXY and NO_PROXY where one is set. */
export function proxyFetch(environment: Readonly<Record<string, string | undefined>>): typeof fetch {
  const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
  if (!names.some((name) => environment[name] !== undefined && environment[name] !== '')) return fetch;
  const dispatcher = new EnvHttpProxyAgent();
  return ((url: string, options: object) => undiciFetch(url, { ...options, dispatcher })) as unknown as typeof fetch;
}
