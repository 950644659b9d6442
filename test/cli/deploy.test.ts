import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cli, jsonLines, temporaryFolder } from '../harness/cli.ts';
import { ElasticStandIn } from '../harness/standins/elastic-stand-in.ts';

const key = 'c2VjcmV0LWtleS1vZi10aGUtdGVzdA';
const rule = `title: Whoami
id: 6a7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith: '\\\\whoami.exe'
    condition: selection
level: low
`;
const folder = temporaryFolder({
  'rules/whoami.yml': rule,
  'rules/whoami.tests.yml': 'tests: []\n',
  'rules/other.yml': 'a: b\n',
});
afterAll(() => folder.dispose());

interface Line {
  readonly path: string;
  readonly ruleId: string;
  readonly action: string;
  readonly result?: string;
  readonly changes?: { field: string }[];
  readonly error?: { code: string; message: string };
}

describe('deploy', () => {
  let server: ElasticStandIn;
  beforeEach(async () => {
    server = new ElasticStandIn(key);
    folder.write('elastic.json', JSON.stringify({ name: 'test', kind: 'elastic', url: await server.start() }));
  });
  afterEach(async () => {
    expect(server.complaints).toEqual([]);
    await server.stop();
  });

  async function run(verb: string, ...more: string[]) {
    const result = await cli(['deploy', verb, '--connection', 'elastic.json', '--json', 'rules/whoami.yml', ...more], {
      cwd: folder.path,
      env: { SIGMASMITH_API_KEY: key },
    });
    expect(result.stdout + result.stderr).not.toContain(key);
    return { code: result.code, stderr: result.stderr, line: jsonLines<Line>(result.stdout)[0] };
  }

  it('plans, applies, finds unchanged, updates and deletes', async () => {
    expect(await run('plan')).toMatchObject({
      code: 0,
      line: { path: 'rules/whoami.yml', ruleId: '6a7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31', action: 'create' },
    });
    expect(server.rules.size).toBe(0);
    expect(await run('apply')).toMatchObject({
      code: 2,
      line: { action: 'create' },
      stderr: expect.stringContaining('Nothing was sent'),
    });
    expect(server.rules.size).toBe(0);
    expect(await run('apply', '--yes')).toMatchObject({ code: 0, line: { action: 'create', result: 'done' } });
    expect(await run('plan')).toMatchObject({ code: 0, line: { action: 'none' } });
    folder.write('rules/whoami.yml', rule.replace('level: low', 'level: high'));
    const update = await run('apply', '--yes');
    expect(update).toMatchObject({ code: 0, line: { action: 'update', result: 'done' } });
    expect(update.line?.changes?.map((change) => change.field).sort()).toEqual(['risk_score', 'severity']);
    expect(await run('delete', '--yes')).toMatchObject({ code: 0, line: { action: 'delete', result: 'done' } });
    expect(server.rules.size).toBe(0);
    folder.write('rules/whoami.yml', rule);
  });

  it('fails clearly without key, with a wrong key, and with a connection that holds a key', async () => {
    const argv = ['deploy', 'plan', '--connection', 'elastic.json', 'rules/whoami.yml'];
    expect(await cli(argv, { cwd: folder.path })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('SIGMASMITH_API_KEY'),
    });
    expect(await cli(argv, { cwd: folder.path, env: { SIGMASMITH_API_KEY: 'wrong-key' } })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('(401)'),
    });
    folder.write(
      'bad.json',
      JSON.stringify({ name: 'x', kind: 'elastic', url: 'https://kibana.example', apiKey: key }),
    );
    const bad = await cli(['deploy', 'plan', '--connection', 'bad.json', 'rules/whoami.yml'], {
      cwd: folder.path,
      env: { SIGMASMITH_API_KEY: key },
    });
    expect(bad).toMatchObject({ code: 3, stderr: expect.stringContaining('Remove "apiKey"') });
    expect(await cli(['deploy', 'plan', 'rules'], { cwd: folder.path })).toMatchObject({ code: 2 });
    expect(await cli(['deploy', 'frobnicate'], { cwd: folder.path })).toMatchObject({ code: 2 });
  });

  it('names the rules that it cannot deploy, and deploys the others', async () => {
    folder.write('rules/broken.yml', rule.replace(/id: .*\n/, ''));
    const result = await cli(
      ['deploy', 'apply', '--connection', 'elastic.json', '--json', '--yes', 'rules/whoami.yml', 'rules/broken.yml'],
      { cwd: folder.path, env: { SIGMASMITH_API_KEY: key } },
    );
    expect(result.code).toBe(1);
    expect(jsonLines<Line>(result.stdout)).toMatchObject([
      { path: 'rules/broken.yml', result: 'failed', error: { code: 'MissingId' } },
      { path: 'rules/whoami.yml', result: 'done' },
    ]);
  });

  it('prints for people', async () => {
    const result = await cli(['deploy', 'apply', '--connection', 'elastic.json', '--yes', 'rules/whoami.yml'], {
      cwd: folder.path,
      env: { SIGMASMITH_API_KEY: key },
    });
    expect(result.stdout).toMatch(/^create rules\/whoami\.yml 6a7ae1fb/);
    expect(result.stdout).toContain('/app/security/rules/id/');
    expect(result.stderr).toBe('Deployed: 1 create.\n');
  });
});
