import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, temporaryFolder } from '../harness/cli.ts';
import { ModelStandIn } from '../harness/standins/model-stand-in.ts';

const key = 'sk-planted-model-key-of-the-command-line';
const text =
  'With the stolen keys the intruder called CreateAccessKey for another user, then StopLogging and DeleteTrail on the trail of the account.';
const folder = temporaryFolder({ 'report.txt': text });
const common = ['--provider', 'aws', '--siem', 'splunk', '--date', '2026-01-01', '--json'];

afterAll(() => folder.dispose());

describe('generate --url', () => {
  let server: Server;
  let host: string;
  beforeAll(async () => {
    server = createServer((_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(`<article><h1>Report</h1><p>${text}</p><p hidden>HiddenCall</p></article>`),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
  });

  it('reads a page on a host that is allowed', async () => {
    const result = await cli(['generate', '--url', `http://${host}/report?id=1#top`, '--allow-host', host, ...common], {
      cwd: folder.path,
    });
    expect(result.code).toBe(0);
    const { rules, metadata } = JSON.parse(result.stdout);
    expect(metadata.inputType).toBe('url');
    expect(rules.length).toBeGreaterThan(0);
    expect(result.stdout).toContain('CreateAccessKey');
    for (const { yaml } of rules) expect(yaml).toContain(`references:\n    - http://${host}/report?id=1\n`);
  });

  it.each([`http://127.0.0.1:1/`, 'https://localhost/', 'file:///etc/passwd', 'https://2130706433/'])(
    'refuses %s',
    async (url) => {
      const result = await cli(['generate', '--url', url, ...common], { cwd: folder.path });
      expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('InvalidUrl') });
      expect(JSON.parse(result.stdout)).toMatchObject({ error: { code: 'InvalidUrl' }, rules: [] });
    },
  );

  it('wants one report, and one only', async () => {
    expect((await cli(['generate', ...common], { cwd: folder.path })).code).toBe(2);
    expect(
      (
        await cli(['generate', '--text', 'report.txt', '--url', 'https://example.com/', ...common], {
          cwd: folder.path,
        })
      ).code,
    ).toBe(2);
  });
});

describe('generate --engine', () => {
  it('asks the model with the key of the environment, and says what leaves the machine', async () => {
    const model = new ModelStandIn(key);
    const baseURL = await model.start();
    model.reply({
      text: JSON.stringify({
        techniques: [
          { techniqueId: 'T1098.001', confidence: 'high', evidence: ['called CreateAccessKey for another user'] },
        ],
      }),
    });
    const argv = ['generate', '--text', 'report.txt', '--engine', 'auto', ...common];
    const result = await cli(argv, { cwd: folder.path, env: { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: baseURL } });
    await model.stop();
    expect(result.code).toBe(0);
    expect(model.requests).toHaveLength(1);
    expect(JSON.parse(result.stdout).metadata.engine).toBe('anthropic');
    expect(result.stderr).toContain('is sent to');
    expect(result.stdout + result.stderr).not.toContain(key);
  });

  it('works offline without a key, also when the model is wanted', async () => {
    const result = await cli(['generate', '--text', 'report.txt', '--engine', 'anthropic', ...common], {
      cwd: folder.path,
    });
    expect(result).toMatchObject({ code: 0, stderr: expect.stringContaining('ANTHROPIC_API_KEY is not set') });
    expect(JSON.parse(result.stdout).metadata.engine).toBe('embedded');
  });
});
