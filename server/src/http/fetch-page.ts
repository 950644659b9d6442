import type { CancellationToken } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import { type AddressPolicy, checkPageUrl } from './address-guard.ts';
import type { SendLimits } from './http-client.ts';

export interface PageResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * Gets one address without following redirects. The implementation resolves the name itself, checks what DNS answered and connects to that very
 * address, so that the name cannot change its meaning between check and connection.
 */
export type SendPage = (url: URL, limits: SendLimits, token: CancellationToken) => Promise<PageResponse>;

export interface Page {
  /** Where the page was found after redirects. */
  readonly url: string;
  readonly kind: 'html' | 'text';
  readonly text: string;
}

export interface FetchPageOptions {
  readonly send: SendPage;
  readonly policy: AddressPolicy;
  /** Decodes bytes by the name of their encoding; `undefined` for an unknown name. */
  readonly decode: (bytes: Uint8Array, encoding: string) => string | undefined;
  readonly limits?: Partial<SendLimits>;
}

const mostRedirects = 5;
const defaultLimits: SendLimits = { timeoutMs: 20_000, maxBytes: 5_000_000 };
const htmlTypes = new Set(['text/html', 'application/xhtml+xml']);

/**
 * Reads a web page that a person named. Every address on the way is checked (`checkPageUrl`). Throws `Failure('InvalidUrl')` in plain words for addresses that are
 * refused and answers that are no readable page, other codes when the connection fails.
 */
export async function fetchPage(address: string, options: FetchPageOptions, token: CancellationToken): Promise<Page> {
  let url = checkPageUrl(address, options.policy);
  for (let redirects = 0; ; redirects++) {
    const response = await options.send(url, { ...defaultLimits, ...options.limits }, token);
    const location = response.headers.location;
    if (response.status >= 300 && response.status < 400 && location !== undefined) {
      if (redirects >= mostRedirects) throw invalid(`${url.host} redirects more than ${mostRedirects} times.`);
      url = redirectTarget(url, location, options.policy);
      continue;
    }
    return readPage(url, response, options.decode);
  }
}

function redirectTarget(from: URL, location: string, policy: AddressPolicy): URL {
  let target: URL;
  try {
    target = new URL(location, from);
  } catch (cause) {
    throw new Failure('InvalidUrl', `${from.host} redirects to something that is no address.`, { cause });
  }
  try {
    return checkPageUrl(target.href, policy);
  } catch (error) {
    throw invalid(`${from.host} redirects elsewhere, and that is refused. ${(error as Failure).message}`);
  }
}

function readPage(url: URL, response: PageResponse, decode: FetchPageOptions['decode']): Page {
  if (response.status === 401 || response.status === 403) {
    throw invalid(
      `${url.host} does not show this page to us (${response.status}). Open it in a browser and use its text.`,
    );
  }
  if (response.status === 404 || response.status === 410)
    throw invalid(`${url.host} has no such page (${response.status}). Check the address.`);
  if (response.status === 429) throw invalid(`${url.host} takes no more requests for now (429). Try again later.`);
  if (response.status < 200 || response.status > 299)
    throw invalid(`${url.host} answered with status ${response.status}. Try again later.`);
  const header = response.headers['content-type'] ?? '';
  const type = (header.split(';')[0] ?? '').trim().toLowerCase();
  const isHtml = htmlTypes.has(type);
  const isText = type.startsWith('text/') || type === 'application/json' || type === 'application/xml' || type === '';
  if (!isHtml && !isText) {
    throw invalid(`${url.host} sent ${type}, which is neither a web page nor text. Open it yourself and use its text.`);
  }
  const text = decodeBody(response.body, header, isHtml, decode);
  if (text.includes('\u0000')) throw invalid(`${url.host} sent binary data instead of a page.`);
  const looksLikeHtml = isHtml || (type === '' && /^\s*<(!doctype|html)/i.test(text));
  return { url: url.href, kind: looksLikeHtml ? 'html' : 'text', text };
}

/** By byte order mark, `charset` of the header, `<meta charset>`, else UTF-8, in this order. */
function decodeBody(bytes: Uint8Array, header: string, isHtml: boolean, decode: FetchPageOptions['decode']): string {
  const named =
    byteOrderMark(bytes) ??
    /charset\s*=\s*"?([\w.:-]+)/i.exec(header)?.[1] ??
    (isHtml ? metaCharset(bytes) : undefined);
  return (named === undefined ? undefined : decode(bytes, named)) ?? decode(bytes, 'utf-8') ?? '';
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function metaCharset(bytes: Uint8Array): string | undefined {
  let head = '';
  for (const byte of bytes.subarray(0, 2048)) head += String.fromCharCode(byte);
  return /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1];
}

function invalid(message: string): Failure {
  return new Failure('InvalidUrl', message);
}
