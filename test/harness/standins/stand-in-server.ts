/**
 * The common part of the stand-ins: an HTTP server on loopback that records requests, checks every one against the contract, checks the key, and can break the
 * connection before or after it acted.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Contract, RecordedRequest } from './contract.ts';

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** What goes wrong with one coming request: broken off before or after the server acted, or an answer instead of acting. */
export type Fault = 'break-before' | 'break-after' | Answer;

export interface StandInOptions {
  readonly contract: Contract;
  /** The whole `Authorization` header that is accepted. */
  readonly authorization: string;
  readonly unauthorized: Answer;
  /** Removed from the path before the contract is asked, e.g. `/s/blue`. */
  readonly prefix?: string;
}

export abstract class StandInServer {
  readonly requests: RecordedRequest[] = [];
  /** Broken contracts, by us (requests) or by the stand-in itself (answers). */
  readonly complaints: string[] = [];
  readonly #faults: { match: (request: RecordedRequest) => boolean; fault: Fault }[] = [];
  readonly contract: Contract;
  readonly #options: StandInOptions;
  #server: Server | undefined;

  protected constructor(options: StandInOptions) {
    this.#options = options;
    this.contract = options.contract;
  }

  /** The vendor's behaviour for one request that keeps the contract. */
  protected abstract act(method: string, url: URL, body: unknown): Answer;

  /** The next request with this method (and whose target contains `part`) meets the fault. */
  failNext(method: string, fault: Fault, part = ''): void {
    this.#faults.push({ match: (request) => request.method === method && request.target.includes(part), fault });
  }

  async start(): Promise<string> {
    const server = createServer((request, response) => void this.#handle(request, response));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  async #handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const prefix = this.#options.prefix ?? '';
    const target = incoming.url ?? '/';
    const request: RecordedRequest = {
      method: incoming.method ?? 'GET',
      target: target.startsWith(prefix) ? target.slice(prefix.length) : target,
      headers: incoming.headers as Record<string, string | undefined>,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    this.requests.push(request);
    const index = this.#faults.findIndex((entry) => entry.match(request));
    const fault = index < 0 ? undefined : this.#faults.splice(index, 1)[0]?.fault;
    if (fault === 'break-before') return void incoming.socket.destroy();
    const answer = typeof fault === 'object' ? fault : this.#answer(request);
    if (fault === 'break-after') return void incoming.socket.destroy();
    const body = answer.body === undefined ? '' : JSON.stringify(answer.body);
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(body);
  }

  #answer(request: RecordedRequest): Answer {
    if (request.headers.authorization !== this.#options.authorization) return this.#options.unauthorized;
    const complaints = this.contract.checkRequest(request);
    this.complaints.push(...complaints.map((text) => `${request.method} ${request.target}: ${text}`));
    const body = request.body === '' ? undefined : (JSON.parse(request.body) as unknown);
    const answer = this.act(request.method, new URL(request.target, 'http://localhost'), body);
    const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
    const own = this.contract.checkAnswer(request, answer.status, text);
    this.complaints.push(...own.map((complaint) => `answer to ${request.method} ${request.target}: ${complaint}`));
    return answer;
  }
}
