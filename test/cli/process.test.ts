import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../scripts/build.mjs';
import { jsonLines, temporaryFolder } from '../harness/cli.ts';

const rule = (number: number) => `title: Rule ${number}
logsource:
    product: windows
detection:
    selection:
        EventID: ${number}
    condition: selecton
`;

const folder = temporaryFolder({ 'one.yml': rule(1) });
const dist = join(folder.path, 'dist');

beforeAll(() => build({ dist, only: ['cli', 'server'] }), 60_000);
afterAll(() => folder.dispose());

function start(argv: readonly string[]): ChildProcess & { text: { stdout: string; stderr: string } } {
  const child = spawn(process.execPath, [join(dist, 'cli/cli.js'), ...argv], { cwd: folder.path });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text.stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text.stderr += chunk;
  });
  return Object.assign(child, { text });
}

async function run(...argv: string[]) {
  const child = start(argv);
  const [code] = await once(child, 'close');
  return { code: code as number, ...child.text };
}

describe('the built command line', () => {
  it('checks a rule', async () => {
    const { code, stdout, stderr } = await run('check', '--json', 'one.yml');
    expect(code).toBe(1);
    expect(jsonLines(stdout).map(({ code }) => code)).toEqual(['dangling_detection', 'sigma-condition-error']);
    expect(stderr).toMatch(/^1 error, 1 warning in 1 file\.\n$/);
  });

  it('knows its version and refuses what it does not know', async () => {
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await run('nonsense')).code).toBe(2);
  });

  it('converts with and without the compiled code of the command', async () => {
    folder.write('good.yml', rule(2).replace('selecton', 'selection'));
    const convert = () => run('convert', '-t', 'splunk', '-p', 'splunk_windows', 'good.yml');
    const expected = { code: 0, stdout: 'EventCode=2\n', stderr: '' };
    expect(await convert()).toEqual(expected);
    const quick = join(dist, 'cli/quick');
    for (const file of readdirSync(quick).filter((name) => name.endsWith('.code'))) rmSync(join(quick, file));
    expect(await convert()).toEqual(expected);
    rmSync(quick, { recursive: true });
    expect(await convert()).toEqual(expected);
  });

  it('writes all of a long output', async () => {
    for (let number = 0; number < 600; number++) folder.write(`many/${number}.yml`, rule(number));
    const { stdout } = await run('check', '--json', 'many');
    expect(jsonLines(stdout).length).toBe(1200);
  });

  it('ends without complaint when nobody reads its output any more', async () => {
    const child = start(['parse', 'many']);
    child.stdout!.destroy();
    const [, signal] = await once(child, 'close');
    expect({ signal, stderr: child.text.stderr }).toEqual({ signal: null, stderr: '' });
  });

  it('serves an editor', async () => {
    const child = start(['lsp', '--stdio']);
    const send = (message: object) => {
      const body = JSON.stringify({ jsonrpc: '2.0', ...message });
      child.stdin!.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    while (!child.text.stdout.includes('"capabilities"')) await once(child.stdout!, 'data');
    expect(child.text.stdout).toMatch(/^Content-Length: \d+\r\n/);
    send({ id: 2, method: 'shutdown' });
    send({ method: 'exit' });
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
  });
});
