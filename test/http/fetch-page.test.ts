import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { neverCancelled } from '../../server/src/base/cancellation.ts';
import { fetchPage } from '../../server/src/http/fetch-page.ts';
import { createSendPage, decodeBytes } from '../../server/src/node/send-page.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function read(address: string, allowedHosts: string[], addresses: Record<string, string[]> = {}, timeoutMs = 5000) {
  const policy = { allowedHosts };
  const resolve = async (host: string) =>
    (addresses[host] ?? []).map((entry) => ({ address: entry, family: entry.includes(':') ? 6 : 4 }));
  const options = { send: createSendPage({ policy, resolve }), policy, decode: decodeBytes, limits: { timeoutMs } };
  return fetchPage(address, options, neverCancelled);
}

describe('fetchPage over real connections', () => {
  it('reads a page on a host that the user configured', async () => {
    const host = await serve((_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1' })
        .end(Buffer.from('<p>caf\xe9</p>', 'latin1')),
    );
    expect(await read(`http://${host}/`, [host])).toMatchObject({ kind: 'html', text: '<p>café</p>' });
  });

  it('refuses names that resolve to private addresses, before it connects', async () => {
    let connections = 0;
    await serve((_, response) => {
      connections++;
      response.end();
    });
    for (const address of ['127.0.0.1', '10.0.0.1', '::1', '169.254.169.254', '::ffff:127.0.0.1']) {
      await expect(read('https://report.example/', [], { 'report.example': [address] })).rejects.toMatchObject({
        code: 'InvalidUrl',
      });
    }
    await expect(
      read('https://report.example/', [], { 'report.example': ['93.184.216.34', '192.168.0.1'] }),
    ).rejects.toMatchObject({ code: 'InvalidUrl' });
    expect(connections).toBe(0);
  });

  it.each([
    'http://127.0.0.1:1/',
    'https://localhost/',
    'https://2130706433/',
    'file:///etc/passwd',
    'https://169.254.169.254/latest/',
    'http://example.com/',
  ])('refuses a redirect to %s', async (location) => {
    const host = await serve((_, response) => response.writeHead(302, { location }).end());
    await expect(read(`http://${host}/`, [host])).rejects.toMatchObject({
      code: 'InvalidUrl',
      message: expect.stringContaining('redirects elsewhere'),
    });
  });

  it('refuses a redirect to a name that resolves to a private address', async () => {
    const host = await serve((_, response) => response.writeHead(302, { location: 'https://inner.example/' }).end());
    await expect(read(`http://${host}/`, [host], { 'inner.example': ['127.0.0.1'] })).rejects.toMatchObject({
      code: 'InvalidUrl',
      message: expect.stringContaining('resolves to'),
    });
  });

  it('follows redirects that stay allowed, but not for ever', async () => {
    const host = await serve((request, response) => {
      if (request.url === '/end') response.writeHead(200, { 'content-type': 'text/plain' }).end('done');
      else response.writeHead(302, { location: request.url === '/start' ? '/end' : '/loop' }).end();
    });
    expect((await read(`http://${host}/start`, [host])).text).toBe('done');
    await expect(read(`http://${host}/loop`, [host])).rejects.toMatchObject({
      message: expect.stringContaining('more than 5 times'),
    });
  });

  it('says in plain words what it cannot use', async () => {
    const host = await serve((request, response) => {
      const path = request.url ?? '';
      if (path === '/pdf') response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF');
      else if (path === '/large')
        response.writeHead(200, { 'content-type': 'text/plain' }).end(Buffer.alloc(6_000_000, 'a'));
      else if (path === '/binary')
        response.writeHead(200, { 'content-type': 'text/plain' }).end(Buffer.from([0, 1, 2]));
      else if (path === '/slow') response.writeHead(200, { 'content-type': 'text/plain' }).write('a');
      else response.writeHead(Number(path.slice(1))).end();
    });
    for (const path of ['pdf', 'large', 'binary', '401', '403', '404', '410', '429', '500']) {
      await expect(read(`http://${host}/${path}`, [host])).rejects.toMatchObject({ code: 'InvalidUrl' });
    }
    await expect(read(`http://${host}/slow`, [host], {}, 200)).rejects.toMatchObject({ code: 'Timeout' });
  });
});
