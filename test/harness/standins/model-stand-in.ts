import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ModelRequest {
  readonly headers: IncomingMessage['headers'];
  readonly path: string;
  readonly body: {
    readonly model: string;
    readonly max_tokens: number;
    readonly system: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly output_config?: {
      readonly format?: { readonly type: string; readonly schema: { readonly additionalProperties?: boolean } };
    };
  };
}

/** What the stand-in answers: techniques as JSON, raw text, a status, or silence. */
export type ModelReply =
  | { readonly text: string; readonly stop?: string }
  | { readonly status: number; readonly headers?: Record<string, string> }
  | 'silence'
  | 'break';

/** Speaks the Messages API as far as one structured call goes; refuses what the API refuses (forced tools, sampling parameters, a wrong key). */
export class ModelStandIn {
  readonly requests: ModelRequest[] = [];
  readonly complaints: string[] = [];
  readonly #replies: ModelReply[] = [];
  readonly #key: string;
  #server: Server | undefined;

  constructor(key: string) {
    this.#key = key;
  }

  /** The replies to the coming requests; the last one is repeated. */
  reply(...replies: ModelReply[]): void {
    this.#replies.splice(0, this.#replies.length, ...replies);
  }

  async start(): Promise<string> {
    const server = createServer((request, response) => void this.#handle(request, response));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => (this.#server === undefined ? resolve(undefined) : this.#server.close(resolve)));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ModelRequest['body'];
    this.requests.push({ headers: request.headers, path: request.url ?? '', body });
    this.#check(request, body);
    const authorized =
      request.headers.authorization === `Bearer ${this.#key}` || request.headers['x-api-key'] === this.#key;
    if (!authorized) return send(response, 401, errorBody('authentication_error', 'invalid x-api-key'));
    const reply = this.#replies.length > 1 ? this.#replies.shift() : this.#replies[0];
    if (reply === undefined || reply === 'silence') return;
    if (reply === 'break') return void request.socket.destroy();
    if ('status' in reply) return send(response, reply.status, errorBody('api_error', 'no'), reply.headers);
    return send(response, 200, {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: body.model,
      content: [{ type: 'text', text: reply.text }],
      stop_reason: reply.stop ?? 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 1, output_tokens: 1 },
    });
  }

  #check(request: IncomingMessage, body: ModelRequest['body']): void {
    if (request.method !== 'POST' || !(request.url ?? '').startsWith('/v1/messages'))
      this.complaints.push(`${request.method} ${request.url}`);
    for (const name of ['temperature', 'top_p', 'top_k', 'tool_choice'])
      if (name in body) this.complaints.push(`${name} is refused`);
    for (const name of ['model', 'max_tokens', 'messages'] as const)
      if (body[name] === undefined) this.complaints.push(`${name} is missing`);
    const format = body.output_config?.format;
    if (format?.type !== 'json_schema' || format.schema.additionalProperties !== false)
      this.complaints.push('no closed JSON schema');
    if (request.headers['anthropic-version'] === undefined) this.complaints.push('no anthropic-version');
  }
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function errorBody(type: string, message: string): unknown {
  return { type: 'error', error: { type, message } };
}
