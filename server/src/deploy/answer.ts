import { Failure } from '../base/failure.ts';
import type { HttpResponse } from '../http/http-client.ts';
import { retryAfterMs } from '../http/http-client.ts';
import type { JsonObject, JsonValue } from './deploy-target.ts';

/** What a person can do about an HTTP status, in the words of one SIEM. */
export interface StatusAdvice {
  readonly unauthorized: string;
  readonly forbidden: string;
  readonly notFound: string;
}

/** The answer's JSON object; throws `Failure` for every status that is not 2xx and for answers that are no JSON object. */
export function jsonAnswer(response: HttpResponse, siem: string, advice: StatusAdvice): JsonObject {
  if (response.status < 200 || response.status > 299) throw statusFailure(response, siem, advice);
  if (response.body.trim() === '') return {};
  const value = parseJson(response.body);
  if (!isJsonObject(value)) {
    const message = `${siem} answered with something that is not its API (${response.headers['content-type'] ?? 'no content type'}). Check the address: a login page or a proxy may be in between.`;
    throw new Failure('UnexpectedAnswer', message);
  }
  return value;
}

export function statusFailure(response: HttpResponse, siem: string, advice: StatusAdvice): Failure {
  const said = serverMessage(response.body);
  const details = said === undefined ? '' : ` ${siem} says: ${said}`;
  const status = response.status;
  if (status === 401)
    return new Failure('Unauthorized', `${siem} does not accept the API key (401). ${advice.unauthorized}${details}`);
  if (status === 403)
    return new Failure('Forbidden', `The API key may not do this (403). ${advice.forbidden}${details}`);
  if (status === 404)
    return new Failure('NotFound', `${siem} does not know this address (404). ${advice.notFound}${details}`);
  if (status === 409)
    return new Failure('Conflict', `${siem} holds another version of this rule (409). Plan again to see it.${details}`);
  if (status === 429) {
    const wait = retryAfterMs(response);
    const when = wait === undefined ? 'in a minute' : `in ${Math.ceil(wait / 1000)} seconds`;
    return new Failure('RateLimited', `${siem} takes no more requests for now (429). Try again ${when}.${details}`, {
      retryable: true,
    });
  }
  if (status >= 500) {
    return new Failure(
      'ServerError',
      `${siem} has trouble of its own (${status}). Try again later; nothing is created twice.${details}`,
      { retryable: true },
    );
  }
  if (status >= 300 && status < 400) {
    return new Failure(
      'Redirected',
      `${siem} sends us elsewhere (${status}), which is not followed with a key. Put the final address into the connection.`,
    );
  }
  return new Failure('Rejected', `${siem} rejects the request (${status}).${details}`);
}

/** The text of the usual error shapes, cut to a readable length and without control characters. */
export function serverMessage(body: string): string | undefined {
  const value = parseJson(body);
  if (!isJsonObject(value)) return undefined;
  const text = [value.message, value.error, value.code].find((item) => typeof item === 'string');
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  const details = value.details === undefined ? '' : ` (${JSON.stringify(value.details)})`;
  const clean = `${text}${details}`.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, ' ').trim();
  return clean.length > 300 ? `${clean.slice(0, 300)}…` : clean;
}

/** `undefined` for text that is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The strings of a JSON list; other items are left out. */
export function stringList(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
