/** Which checks the command line runs: the configuration above each file, one that is named, none, or a profile. */
import { readFileSync, writeFileSync } from 'node:fs';
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

describe('a broken configuration beside the rules', () => {
  const broken = temporaryFolder({});
  afterAll(() => broken.dispose());
  const bytes = (...values: number[]) => new Uint8Array(values);
  const layers = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
  for (const [above, name] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh'])
    layers.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${above}`).join(', ')}]`);

  it.each<[string, string | Uint8Array, RegExp]>([
    ['tab', 'lint:\n\tprofile: strict\n', /:2:1: /],
    ['open', 'lint:\n  profile: strict\n  rules: {unknown_key: error\n', /yml:\d+:\d+: This is no YAML/],
    ['indentation', 'lint:\n  profile: strict\n rules: {}\n', /yml:3:\d+: This is no YAML/],
    ['braces', '{{{', /This is no YAML/],
    ['scalar', 'lint', /:1:1: This file is a mapping/],
    ['list', '- lint\n', /:1:1: This file is a mapping/],
    ['key', 'Lint: {profile: strict}\n', /:1:1: There is no setting "Lint" here/],
    ['setting', 'lint: {profil: strict}\n', /:1:8: There is no setting "profil" here/],
    ['documents', 'targets: []\n---\nlint: {profile: strict}\n', /Only the first YAML document is read/],
    ['binary', bytes(0, 1, 2, 0xff), /:1:1: This file is binary/],
    ['latin', bytes(...Buffer.from('lint: {profile: strict} # '), 0xe9, 10), /The byte E9 here is no UTF-8/],
    ['utf-16', bytes(0xff, 0xfe, 0x6c, 0), /This file is in UTF-16/],
    ['bomb', `${layers.join('\n')}\nlint: {profile: strict, exclude: *h}\n`, /sigmasmith\.yml:\d+:\d+: /],
  ])('is told, and nothing is checked: %s', async (name, content, message) => {
    broken.write(`${name}/rule.yml`, rule);
    broken.write(`${name}/.sigmasmith.yml`, '');
    writeFileSync(join(broken.path, name, '.sigmasmith.yml'), content);
    const result = await cli(['check', '--json', '--no-cache', name], { cwd: broken.path });
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
    const stdin = await cli(['check', '-', '--stdin-filename', `${name}/x.yml`], { cwd: broken.path, stdin: rule });
    expect(stdin).toMatchObject({ code: 2, stdout: '', stderr: result.stderr });
    expect(await cli(['check', '--no-config', '--no-cache', name], { cwd: broken.path })).toMatchObject({ code: 1 });
  });

  it('is told where it is a folder', async () => {
    broken.write('folder/.sigmasmith.yml/x', '');
    broken.write('folder/rule.yml', rule);
    const result = await cli(['check', '--no-cache', 'folder/rule.yml'], { cwd: broken.path });
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('.sigmasmith.yml:1:1: it is a folder') });
  });

  it('is told where options of checks are wrong', async () => {
    broken.write('options/rule.yml', rule);
    broken.write(
      'options/.sigmasmith.yml',
      'lint: {rules: {sigmahq_description_length: {options: {description_len: many, foo: 1}}}}\n',
    );
    const { code, stderr } = await cli(['check', '--no-cache', 'options'], { cwd: broken.path });
    expect(code).toBe(2);
    expect(stderr).toContain(':1:72: The option "description_len" of sigmahq_description_length is a number.');
    expect(stderr).toContain(':1:78: The check sigmahq_description_length has no option "foo". Use: description_len.');
  });

  it.each([
    ['', /^conf\.yml:1:1: This file is empty/],
    ['config: {filename_length: {foo: 3}}\n', /^conf\.yml:1:28: The check filename_length has no option "foo"/],
  ])('is told of validator files: %j', async (content, message) => {
    broken.write('conf.yml', content);
    broken.write('plain/rule.yml', rule);
    const result = await cli(['check', '--no-cache', '-c', 'conf.yml', 'plain'], { cwd: broken.path });
    expect(result).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
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

describe('the targets of a project', () => {
  const project = temporaryFolder({
    '.sigmasmith.yml': 'targets: [{name: soc, target: splunk, pipelines: [own.yml]}]\n',
    'own.yml': 'name: own\ntransformations:\n    - type: field_name_mapping\n      mapping: {CommandLine: command}\n',
    'rules/.sigmasmith.yml': 'lint:\n  rules: {dangling_detection: off}\n',
    'rules/a.yml': rule,
  });
  afterAll(() => project.dispose());
  const unmapped = async (...argv: string[]) => {
    const cache = ['--cache', join(project.path, 'cache')];
    const { stdout } = await cli(['check', '--json', ...cache, ...argv], { cwd: project.path, stdin: rule });
    const isUnmapped = ({ code }: Finding) => code === 'unmapped_field';
    return jsonLines<Finding & { message: string }>(stdout)
      .filter(isUnmapped)
      .map(({ message }) => message.split(',')[0]);
  };
  const told = ["The target 'soc' has no mapping for 'Image'", "The target 'soc' has no mapping for 'User'"];

  it('tell which fields they have no mapping for, also of standard input', async () => {
    expect(await unmapped('rules')).toEqual(told);
    expect(await unmapped('--stdin-filename', 'rules/b.yml', '-')).toEqual(told);
    expect(await unmapped('--config', '.sigmasmith.yml', 'rules')).toEqual(told);
    expect(await unmapped('--no-config', 'rules')).toEqual([]);
    expect(await unmapped('--profile', 'pysigma', 'rules')).toEqual([]);
  });

  it('make results that are kept outdated when a pipeline changes', async () => {
    expect(await unmapped('rules')).toEqual(told);
    project.write(
      'own.yml',
      'name: own\ntransformations:\n    - type: field_name_mapping\n      mapping: {Image: image, User: user}\n',
    );
    expect(await unmapped('rules')).toEqual([]);
  });
});
