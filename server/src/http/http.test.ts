import { describe, expect, it } from 'vitest';
import { CancelledError, neverCancelled } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import { checkPageUrl, checkResolvedAddresses } from './address-guard.ts';
import { HttpClient, type HttpResponse, type Send } from './http-client.ts';
import { redactHeaders, redactSecrets } from './redact.ts';

describe('checkPageUrl', () => {
  const refused = [
    'http://example.com/',
    'file:///etc/passwd',
    'data:text/html,hello',
    'ftp://example.com/',
    'javascript:alert(1)',
    'https://user@example.com/',
    'https://example.com:secret@evil.example/',
    'https://localhost/',
    'https://localhost./',
    'https://service.internal/',
    'https://printer/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://0x7f.0.0.1/',
    'https://0x7f000001/',
    'https://0/',
    'https://10.1.2.3/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/',
    'https://168.63.129.16/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[64:ff9b::10.0.0.1]/',
    'https://[2002:7f00:1::]/',
    'https://[fe80::1]/',
    'https://[fd00:ec2::254]/',
    'https://[fc00::1]/',
    'https://１２７.0.0.1/',
    'https://①②⑦.0.0.1/',
    'not a url',
    '',
  ];
  it.each(refused)('refuses %s', (url) => {
    expect(() => checkPageUrl(url)).toThrow(Failure);
    try {
      checkPageUrl(url);
    } catch (error) {
      expect((error as Failure).code).toBe('InvalidUrl');
    }
  });

  it.each(['https://example.com/a?b=c', 'https://8.8.8.8/', 'https://[2606:4700::1111]/'])('takes %s', (url) => {
    expect(checkPageUrl(url).protocol).toBe('https:');
  });

  it('takes a private host only when the user configured that very host', () => {
    const policy = { allowedHosts: ['127.0.0.1:8443'] };
    expect(checkPageUrl('https://127.0.0.1:8443/x', policy).port).toBe('8443');
    expect(() => checkPageUrl('https://127.0.0.1:8444/x', policy)).toThrow(Failure);
    expect(() => checkPageUrl('https://a@127.0.0.1:8443/x', policy)).toThrow(Failure);
  });

  it('refuses names that resolve to private addresses', () => {
    expect(() => checkResolvedAddresses('a.example', ['93.184.216.34'])).not.toThrow();
    for (const address of ['127.0.0.1', '10.0.0.1', '::1', '::ffff:10.0.0.1', 'fe80::1', '169.254.169.254']) {
      expect(() => checkResolvedAddresses('a.example', ['93.184.216.34', address])).toThrow(/resolves to/);
    }
  });
});

function answers(...list: (number | Failure)[]): { send: Send; sent: string[] } {
  const sent: string[] = [];
  const send: Send = async (request) => {
    const next = list[sent.length];
    sent.push(request.method);
    if (next instanceof Failure) throw next;
    return { status: next ?? 200, headers: {}, body: '' } satisfies HttpResponse;
  };
  return { send, sent };
}

async function statusOf(
  method: 'GET' | 'POST',
  ...list: (number | Failure)[]
): Promise<{ result: number | string; tries: number }> {
  const { send, sent } = answers(...list);
  const client = new HttpClient({ send, pause: async () => {} });
  const result = await client
    .request({ method, url: 'https://siem.example/', headers: {} }, neverCancelled)
    .then((response) => response.status)
    .catch((error: Failure) => error.code);
  return { result, tries: sent.length };
}

describe('HttpClient', () => {
  const reset = new Failure('ConnectionFailed', 'reset');
  const refused = new Failure('ConnectionFailed', 'refused', { retryable: true });

  it('repeats what is safe to repeat, and nothing else', async () => {
    expect(await statusOf('GET', 503, 502, 200)).toEqual({ result: 200, tries: 3 });
    expect(await statusOf('GET', reset, 200)).toEqual({ result: 200, tries: 2 });
    expect(await statusOf('POST', 503, 200)).toEqual({ result: 503, tries: 1 });
    expect(await statusOf('POST', reset, 200)).toEqual({ result: 'ConnectionFailed', tries: 1 });
    expect(await statusOf('POST', refused, 200)).toEqual({ result: 200, tries: 2 });
    expect(await statusOf('POST', 429, 200)).toEqual({ result: 200, tries: 2 });
    expect(await statusOf('GET', 401, 200)).toEqual({ result: 401, tries: 1 });
    expect(await statusOf('GET', 503, 503, 503, 503, 200)).toEqual({ result: 503, tries: 4 });
  });

  it('waits as long as the server asks, but not for ever', async () => {
    const waits: number[] = [];
    const reply = (seconds: string): Send => {
      let calls = 0;
      return async () => ({ status: calls++ === 0 ? 429 : 200, headers: { 'retry-after': seconds }, body: '' });
    };
    const ask = (send: Send) =>
      new HttpClient({ send, pause: async (ms) => void waits.push(ms) }).request(
        { method: 'GET', url: 'https://siem.example/', headers: {} },
        neverCancelled,
      );
    expect((await ask(reply('2'))).status).toBe(200);
    expect(waits).toEqual([2000]);
    expect((await ask(reply('3600'))).status).toBe(429);
  });

  it('keeps secrets out of errors', async () => {
    const send: Send = async () => {
      throw new Error('bad header Authorization: ApiKey c2VjcmV0OnZhbHVl and s3cr3t key');
    };
    const client = new HttpClient({ send, pause: async () => {}, retries: 0, secrets: ['s3cr3t key'] });
    const failure = await client
      .request({ method: 'GET', url: 'https://siem.example/', headers: {} }, neverCancelled)
      .catch((error: Failure) => error);
    expect((failure as Failure).message).not.toMatch(/s3cr3t|c2VjcmV0/);
  });

  it('stops when cancelled', async () => {
    const { send } = answers(200);
    const client = new HttpClient({ send, pause: async () => {} });
    const request = client.request(
      { method: 'GET', url: 'https://siem.example/', headers: {} },
      { isCancellationRequested: true },
    );
    await expect(request).rejects.toBeInstanceOf(CancelledError);
  });
});

describe('redaction', () => {
  it('finds a secret in every usual spelling', () => {
    expect(redactSecrets('a k"y+1 b k\\"y+1 c k%22y%2B1 d', ['k"y+1'])).toBe('a *** b *** c *** d');
  });
  it('hides headers that authenticate', () => {
    expect(redactHeaders({ Authorization: 'ApiKey x', Accept: 'a' })).toEqual({ Authorization: '***', Accept: 'a' });
  });
});
