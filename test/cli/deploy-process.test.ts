import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { repository, temporaryFolder } from '../harness/cli.ts';
import { ElasticStandIn } from '../harness/standins/elastic-stand-in.ts';

const key = 'a2V5LW9mLWEtcHJvY2Vzcw';
const folder = temporaryFolder({
  'rule.yml':
    'title: Whoami\nid: 6a7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31\nlogsource: { category: process_creation, product: windows }\ndetection:\n  selection:\n    Image|endswith: whoami.exe\n  condition: selection\n',
});
afterAll(() => folder.dispose());

/** The command line as a process of its own, which nothing else keeps alive. */
function run(...argv: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(repository, 'dist/cli/cli.js'), ...argv], {
      cwd: folder.path,
      env: { ...process.env, SIGMASMITH_API_KEY: key },
    });
    const texts = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => {
      texts.stdout += text;
    });
    child.stderr.on('data', (text) => {
      texts.stderr += text;
    });
    child.on('close', (code) => resolve({ code, ...texts }));
  });
}

it('waits for its next try, and says what became of a rule whose answer was lost', async () => {
  const server = new ElasticStandIn(key);
  folder.write('elastic.json', JSON.stringify({ name: 'test', kind: 'elastic', url: await server.start() }));
  const deploy = (verb: string) => run('deploy', verb, '--yes', '--json', '--connection', 'elastic.json', 'rule.yml');
  try {
    server.failNext('POST', { status: 429, headers: { 'retry-after': '0.01' } });
    const created = await deploy('apply');
    expect(created).toMatchObject({ code: 0, stdout: expect.stringContaining('"result":"done"') });
    server.failNext('DELETE', 'break-after');
    expect(await deploy('delete')).toMatchObject({ code: 0, stdout: expect.stringContaining('"result":"done"') });
    expect(server.rules.size).toBe(0);
    for (let i = 0; i < 4; i++)
      server.failNext('GET', { status: 401, body: { statusCode: 401, error: 'x', message: 'no' } });
    const refused = await deploy('apply');
    expect(refused.code).toBe(3);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      path: 'rule.yml',
      result: 'failed',
      error: { code: 'Unauthorized' },
    });
  } finally {
    await server.stop();
  }
}, 60_000);
