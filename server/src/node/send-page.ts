import type { LookupAddress } from 'node:dns';
import { lookup as dnsLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { CancelledError } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import { type AddressPolicy, checkResolvedAddresses, isAllowed } from '../http/address-guard.ts';
import { connectionFailure } from '../http/connection-failure.ts';
import type { SendPage } from '../http/fetch-page.ts';

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

export interface SendPageOptions {
  readonly policy: AddressPolicy;
  readonly resolve?: Resolve;
  /** Environment with HTTPS_PROXY, HTTP_PROXY and NO_PROXY. Behind a proxy the proxy resolves names, so only literal addresses can be checked. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const systemResolve: Resolve = (host) => dnsLookup(host, { all: true });

/** Gets pages with a resolver that checks every address before it is connected to. */
export function createSendPage(options: SendPageOptions): SendPage {
  return async (url, limits, token) => {
    if (token.isCancellationRequested) throw new CancelledError();
    const dispatcher = dispatcherFor(url, options);
    const signal = AbortSignal.timeout(limits.timeoutMs);
    try {
      const headers = {
        accept: 'text/html, text/plain;q=0.9, */*;q=0.1',
        'accept-encoding': 'identity',
        'user-agent': 'Sigmasmith',
      };
      const response = await request(url.href, { dispatcher, signal, method: 'GET', headers });
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of response.body) {
        if (token.isCancellationRequested) throw new CancelledError();
        size += (chunk as Buffer).byteLength;
        if (size > limits.maxBytes) throw tooLarge(url, limits.maxBytes);
        chunks.push(chunk as Buffer);
      }
      return { status: response.statusCode, headers: singleValues(response.headers), body: Buffer.concat(chunks) };
    } catch (error) {
      throw asFailure(error, url);
    } finally {
      await dispatcher.destroy();
    }
  };
}

function dispatcherFor(url: URL, { policy, resolve = systemResolve, environment = {} }: SendPageOptions): Dispatcher {
  const proxy =
    url.protocol === 'https:'
      ? (environment.HTTPS_PROXY ?? environment.https_proxy)
      : (environment.HTTP_PROXY ?? environment.http_proxy);
  if (proxy !== undefined && proxy !== '') return new EnvHttpProxyAgent();
  if (isAllowed(url, policy)) return new Agent();
  return new Agent({
    connect: {
      lookup: (host, lookupOptions, callback) => {
        guardedLookup(host, resolve).then(
          (addresses) => {
            if (lookupOptions.all) return callback(null, [...addresses]);
            const first = addresses[0] as LookupAddress;
            return callback(null, first.address, first.family);
          },
          (error: Error) => callback(error, [], 0),
        );
      },
    },
  });
}

async function guardedLookup(host: string, resolve: Resolve): Promise<readonly LookupAddress[]> {
  const addresses = isIP(host) > 0 ? [{ address: host, family: isIP(host) }] : await resolve(host);
  checkResolvedAddresses(
    host,
    addresses.map((entry) => entry.address),
  );
  if (addresses.length === 0) throw new Failure('InvalidUrl', `${host} has no address. Check the spelling.`);
  return addresses;
}

function asFailure(error: unknown, url: URL): Error {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth++) {
    if (current instanceof Failure || current instanceof CancelledError) return current;
  }
  const { code, name, message } = error as { code?: unknown; name?: string; message?: string };
  return connectionFailure(url.host, typeof code === 'string' ? code : name, message ?? String(error));
}

function singleValues(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

function tooLarge(url: URL, maxBytes: number): Failure {
  return new Failure(
    'InvalidUrl',
    `${url.host} sent more than ${Math.round(maxBytes / 1_000_000)} MB, too much for a report. Use the part that matters as text.`,
  );
}

/** Decodes bytes by the name of an encoding as the WHATWG defines them; `undefined` for unknown names. */
export function decodeBytes(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return undefined;
  }
}
