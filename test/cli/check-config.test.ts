/** Which checks the command line runs: the configuration above each file, one that is named, none, or a profile. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cli, jsonLines, repository, temporaryFolder } from '../harness/cli.ts';

const rule = `title: Whoami
id: 6a7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith: '\\whoami.exe'
    unused:
        User: x
    condition: selection
level: low
`;
const other = rule.replace('6a7ae1fb', '7b7ae1fb').replace('Whoami', 'Hostname').replace('whoami', 'hostname');

const folder = temporaryFolder({
  '.sigmasmith.yml': `lint:
  rules: {dangling_detection: error}
  exclude: [vendor]
  overrides:
    - files: quiet
      rules: {dangling_detection: off}
`,
  'a.yml': rule,
  'quiet/b.yml': other,
  'vendor/c.yml': rule,
  'own/.sigmasmith.yml': 'lint:\n  profile: sigmahq\n',
  'own/d.yml': rule.replace('6a7ae1fb', '8c7ae1fb'),
  'targets/.sigmasmith.yml': 'targets: []\n',
  'targets/e.yml': rule.replace('6a7ae1fb', '9d7ae1fb'),
  'named.yml': 'lint:\n  rules: {dangling_detection: hint}\n',
  'broken/.sigmasmith.yml': 'lint:\n  rules:\n    dangling_detecton: off\n  profil: strict\n',
  'broken/f.yml': rule,
  'hq/.sigmasmith.yml': 'lint:\n  validators: ../tests/conf.yml\n',
  'hq/g.yml': rule,
  'tests/conf.yml': 'validators: [sigmahq_author_existence]\n',
});
afterAll(() => folder.dispose());

interface Finding {
  readonly path: string;
  readonly code: string;
  readonly severity: string;
}
const run = (...argv: string[]) => cli(['check', ...argv], { cwd: folder.path });
async function found(...argv: string[]): Promise<string[]> {
  const { stdout } = await run('--json', ...argv);
  return jsonLines<Finding>(stdout).map(({ path, code, severity }) => `${path} ${code} ${severity}`);
}

describe('the configuration of check', () => {
  it('is the nearest above each file that has a section lint', async () => {
    expect(await found('a.yml', 'quiet', 'targets/e.yml')).toEqual([
      'a.yml dangling_detection error',
      'targets/e.yml dangling_detection error',
    ]);
    expect((await found('own/d.yml')).join()).toContain('sigmahq_author_existence');
  });

  it('leaves out what is excluded, also when it is named, and says so', async () => {
    expect(await found('vendor/c.yml')).toEqual([]);
    expect((await run('vendor')).stderr).toBe('No findings in 0 files, 1 file excluded by the project.\n');
  });

  it('may be named, or be none', async () => {
    expect(await found('--config', 'named.yml', 'vendor/c.yml')).toEqual(['vendor/c.yml dangling_detection hint']);
    expect(await found('--no-config', 'vendor/c.yml')).toEqual(['vendor/c.yml dangling_detection warning']);
    const missing = await run('--config', 'gone.yml', 'a.yml');
    expect([missing.code, missing.stderr]).toEqual([2, 'gone.yml: there is no such file or folder\n']);
  });

  it('gives way to a profile or a validator file', async () => {
    expect((await found('--profile', 'pysigma', 'a.yml')).join()).toContain('dangling_detection warning');
    expect(await found('-c', 'tests/conf.yml', 'a.yml')).toEqual(['a.yml sigmahq_author_existence warning']);
    expect(await found('--profile', 'strict', 'vendor')).toEqual([]);
    const both = await run('--profile', 'strict', '-c', 'tests/conf.yml', 'a.yml');
    expect([both.code, both.stderr]).toEqual([
      2,
      '--profile and --validation-config exclude each other: both say which checks run.\n',
    ]);
  });

  it('may take the checks from a validator file beside it', async () => {
    expect(await found('hq')).toEqual(['g.yml sigmahq_author_existence warning']);
  });

  it('tells what is wrong with it, with its place, and checks nothing then', async () => {
    const { code, stdout, stderr } = await run('broken/f.yml');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.split('\n').map((line) => line.replace(/^.*(?=\.sigmasmith)/, ''))).toEqual([
      '.sigmasmith.yml:4:3: There is no setting "profil" here. Did you mean "profile"? Use: profile, validators, rules, exclude, overrides, exclusions.',
      '.sigmasmith.yml:3:5: There is no check "dangling_detecton". Did you mean "dangling_detection"? "sigmasmith explain" lists them all.',
      '',
    ]);
  });
});

it('the example of the documentation is right', async () => {
  const page = readFileSync(join(repository, 'docs/how-to/configure-the-linter.md'), 'utf8');
  const [, example] = /^```yaml\n(lint:[\s\S]*?)^```$/m.exec(page)!;
  folder.write('example/.sigmasmith.yml', example!);
  folder.write('example/rule.yml', rule);
  const { code, stderr } = await run('example');
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringMatching(/^\d+ error/) });
});

describe('files among others', () => {
  const among = temporaryFolder({
    'rules/old.yml': rule,
    'rules/new.yml': rule.replace('Whoami', 'Hostname').replace('whoami', 'hostname'),
    'pipeline.yml': 'on: push\njobs: {}\n',
    '.sigmasmith.yml': 'lint: {rules: {dangling_detection: off}}\n',
  });
  afterAll(() => among.dispose());
  const check = (...argv: string[]) => cli(['check', '--json', ...argv], { cwd: among.path });

  it('are compared with them, but only they are told of', async () => {
    expect((await check('rules/new.yml')).stdout).toBe('');
    const { stdout } = await check('--within', '.', 'rules/new.yml');
    expect(jsonLines<Finding>(stdout).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'rules/new.yml identifier_uniqueness',
    ]);
  });

  it('may be no Sigma when they are named', async () => {
    expect((await check('pipeline.yml')).code).toBe(1);
    expect(await check('--only-sigma', 'pipeline.yml', '.sigmasmith.yml')).toMatchObject({ code: 0, stdout: '' });
  });

  it('are no rules where they configure the project', async () => {
    expect(await check('.sigmasmith.yml')).toMatchObject({ code: 0, stdout: '' });
    among.write('x/.sigmasmith.yml', 'lint: {profile: x}\n');
    expect(await check('x/.sigmasmith.yml')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no profile "x"'),
    });
  });
});
