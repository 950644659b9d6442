/** A report from a web address: fetched under guard, reduced to what a reader sees. */
import type { CancellationToken } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import { pageText } from '../generate/intake/page-text.ts';
import { type FetchPageOptions, fetchPage } from '../http/fetch-page.ts';

export interface ReadPage {
  /** Where the page was found after redirects. */
  readonly url: string;
  /** The address that was asked for, as rules may cite it: without a fragment. */
  readonly reference: string;
  readonly title: string;
  readonly text: string;
}

/** Throws `Failure` with code `InvalidUrl` (in plain words), `Timeout`, `ConnectionFailed` or `CertificateInvalid`. */
export async function readPage(url: string, options: FetchPageOptions, token: CancellationToken): Promise<ReadPage> {
  const page = await fetchPage(url, options, token);
  const { title, text } = page.kind === 'html' ? pageText(page.text) : { title: '', text: page.text };
  if (text.trim() === '') {
    throw new Failure(
      'InvalidUrl',
      `${new URL(page.url).host} sent a page without text. It may need a browser to be shown: open it there and use its text.`,
    );
  }
  return { url: page.url, reference: citable(url), title, text };
}

function citable(address: string): string {
  const { protocol, host, pathname, search } = new URL(address);
  return `${protocol}//${host}${pathname}${search}`;
}
