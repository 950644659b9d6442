/**
 * The one way out: every request of the product passes here. Adds a time limit, a size limit, retries of what is safe to repeat, and
 * takes secrets out of every error. The transport (`send`) is injected: the extension host's fetch, the CLI's guarded client, or a test's.
 */
import type { CancellationToken } from '../base/cancellation.ts';
import { CancelledError } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import { redactSecrets } from './redact.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface HttpRequest {
  readonly method: HttpMethod;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SendLimits {
  /** Milliseconds for the whole exchange. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/**
 * Sends one request and reads the whole answer. Does not follow redirects. Throws `Failure` with code `Timeout`, `ResponseTooLarge`, `ConnectionFailed`
 * (`retryable` tells whether nothing can have arrived: refused, unresolved) or `CertificateInvalid`.
 */
export type Send = (request: HttpRequest, limits: SendLimits, token: CancellationToken) => Promise<HttpResponse>;

/** Waits the given milliseconds; rejects with `CancelledError` when the token is cancelled meanwhile. */
export type Pause = (milliseconds: number, token: CancellationToken) => Promise<void>;

export interface HttpClientOptions {
  readonly send: Send;
  readonly pause: Pause;
  readonly limits?: Partial<SendLimits>;
  /** How often a request may be repeated after its first try. */
  readonly retries?: number;
  /** Taken out of every error text. */
  readonly secrets?: readonly string[];
}

const retryStatuses = new Set([429, 502, 503, 504]);
const longestWaitMs = 30_000;

export class HttpClient {
  readonly #options: HttpClientOptions;
  readonly #limits: SendLimits;
  readonly #retries: number;

  constructor(options: HttpClientOptions) {
    this.#options = options;
    this.#limits = { timeoutMs: 30_000, maxBytes: 5_000_000, ...options.limits };
    this.#retries = options.retries ?? 3;
  }

  /**
   * Sends a request. GET, PUT and DELETE are repeated after 429, 502, 503, 504 and broken connections; POST and PATCH only after 429 (nothing was done) or when
   * no connection came about. An answer with any status is returned; only when none came does it throw.
   */
  async request(request: HttpRequest, token: CancellationToken): Promise<HttpResponse> {
    const repeatable = request.method === 'GET' || request.method === 'PUT' || request.method === 'DELETE';
    for (let attempt = 0; ; attempt++) {
      if (token.isCancellationRequested) throw new CancelledError();
      const last = attempt >= this.#retries;
      let response: HttpResponse;
      try {
        response = await this.#options.send(request, this.#limits, token);
      } catch (error) {
        if (error instanceof CancelledError) throw error;
        const failure = this.#clean(error);
        if (last || !mayRepeatAfter(failure, repeatable)) throw failure;
        await this.#options.pause(backoffMs(attempt), token);
        continue;
      }
      const again = retryStatuses.has(response.status) && (repeatable || response.status === 429);
      if (!again || last) return this.#cleanAnswer(response);
      const wait = retryAfterMs(response) ?? backoffMs(attempt);
      if (wait > longestWaitMs) return this.#cleanAnswer(response);
      await this.#options.pause(wait, token);
    }
  }

  /** Servers repeat what they refuse; their words end up in messages. */
  #cleanAnswer(response: HttpResponse): HttpResponse {
    if (response.status < 400) return response;
    return { ...response, body: redactSecrets(response.body, this.#options.secrets ?? []) };
  }

  #clean(error: unknown): Failure {
    const secrets = this.#options.secrets ?? [];
    if (error instanceof Failure) {
      return new Failure(error.code, redactSecrets(error.message, secrets), { retryable: error.retryable });
    }
    const message = error instanceof Error ? error.message : String(error);
    return new Failure('ConnectionFailed', redactSecrets(`The connection failed: ${message}`, secrets));
  }
}

function mayRepeatAfter(failure: Failure, repeatable: boolean): boolean {
  if (failure.retryable) return true;
  return repeatable && (failure.code === 'ConnectionFailed' || failure.code === 'Timeout');
}

function backoffMs(attempt: number): number {
  return Math.min(500 * 2 ** attempt, 8_000);
}

/** The wait that the server asks for in seconds; `undefined` when it says nothing usable. */
export function retryAfterMs(response: HttpResponse): number | undefined {
  const value = response.headers['retry-after'];
  if (value === undefined || !/^\d+(\.\d+)?$/.test(value.trim())) return undefined;
  return Number(value) * 1000;
}
