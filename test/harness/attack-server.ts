import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AttackServer {
  readonly url: string;
  readonly host: string;
  stop(): Promise<void>;
}

/** Answers every request with this text, as a file of a repository. */
export async function serveText(text: string, status = 200): Promise<AttackServer> {
  const server: Server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/enterprise-attack.json`,
    host,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
