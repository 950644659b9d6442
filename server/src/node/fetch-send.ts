import { CancelledError } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import type { SiemConnection } from '../deploy/deploy-target.ts';
import { keyDestination } from '../deploy/targets/index.ts';
import { connectionFailure } from '../http/connection-failure.ts';
import type { Pause, Send } from '../http/http-client.ts';

/** Sends through a `fetch`, with the limits asked for. Redirects are not followed: a key must not travel to another host. */
export function fetchSend(fetchImplementation: typeof fetch): Send {
  return async (request, limits, token) => {
    if (token.isCancellationRequested) throw new CancelledError();
    const { host } = new URL(request.url);
    const signal = AbortSignal.timeout(limits.timeoutMs);
    try {
      const { method, headers, body = null } = request;
      const response = await fetchImplementation(request.url, { method, headers, body, redirect: 'manual', signal });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await readText(response, limits.maxBytes),
      };
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw connectionFailure(host, causeCode(error), error instanceof Error ? error.message : String(error));
    }
  };
}

/** Holds the process until it is over: a command line that waits for its next try has nothing else to keep it alive. */
export const pause: Pause = (milliseconds, token) =>
  new Promise((resolve, reject) => {
    setTimeout(() => (token.isCancellationRequested ? reject(new CancelledError()) : resolve()), milliseconds);
  });

async function readText(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new Failure(
        'ResponseTooLarge',
        `${new URL(response.url).host} sent more than ${Math.round(maxBytes / 1_000_000)} MB. Nothing of it is used.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function causeCode(error: unknown): string | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth++) {
    const { code } = current as { code?: unknown };
    if (typeof code === 'string') return code;
    if (current.name === 'TimeoutError' || current.name === 'AbortError') return current.name;
  }
  return undefined;
}

/** Adds the key of a connection, to requests that go to the connection's own origin and to no other. */
export function authorizedSend(send: Send, connection: SiemConnection, key: string): Send {
  const { origin, scheme } = keyDestination(connection);
  return (request, limits, token) => {
    if (new URL(request.url).origin !== origin)
      throw new Failure('KeyRefused', `The key of "${connection.name}" is sent to ${origin} only.`);
    return send({ ...request, headers: { ...request.headers, authorization: `${scheme} ${key}` } }, limits, token);
  };
}
