import type { Reply } from './message.ts';
import { requestName } from './message.ts';

export interface ReadPageParams {
  readonly url: string;
  /** Hosts (`host` or `host:port`) that the person configured: only for them private addresses and plain http are allowed. */
  readonly allowedHosts: readonly string[];
}

export interface PageResult {
  readonly url: string;
  /** The address that was asked for, as rules may cite it. */
  readonly reference: string;
  readonly title: string;
  readonly text: string;
}

/** Reads the text of a web page. Refused in untrusted workspaces. */
export const readPageRequest = requestName<ReadPageParams, Reply<PageResult>>('sigmasmith/readPage');
