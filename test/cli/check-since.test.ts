/** check --since: only what changed since a revision of Git, with real repositories. */
import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { cli, jsonLines, temporaryFolder } from '../harness/cli.ts';

const rule = (id: string, level = 'low', program = 'whoami') => `title: Runs ${program}
id: ${id}7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith: '\\${program}.exe'
    condition: selection
level: ${level}
`;
const folder = temporaryFolder({
  'rules/old.yml': rule('6a', 'loww'),
  'rules/twin.yml': rule('7b', 'low', 'id'),
  'rules/edited.yml': rule('8c', 'low', 'net'),
  'rules/gone.yml': rule('9d', 'low', 'cmd'),
});
const outside = temporaryFolder({ 'a.yml': rule('6a') });
afterAll(() => {
  folder.dispose();
  outside.dispose();
});

const environment = {
  PATH: process.env.PATH ?? '',
  HOME: folder.path,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
};
const git = (...argv: string[]) => execFileSync('git', argv, { cwd: folder.path, env: environment, stdio: 'pipe' });
git('init', '-q', '-b', 'main');
git('add', '.');
git('commit', '-q', '-m', 'first');
git('branch', 'start');
folder.write('rules/edited.yml', rule('8c', 'hihg', 'net'));
git('commit', '-q', '-a', '-m', 'second');
folder.write('more/gone.yml', rule('1a', 'low', 'ls'));
git('add', 'more');
git('commit', '-q', '-m', 'third');
git('rm', '-q', 'more/gone.yml');
git('commit', '-q', '-m', 'fourth');
git('rm', '-q', 'rules/gone.yml');
folder.write('rules/new ü.yml', rule('7b', 'low', 'arp'));

const check = (...argv: string[]) => cli(['check', '--json', ...argv], { cwd: folder.path });
interface Finding {
  readonly path: string;
  readonly code: string;
}
const found = async (...argv: string[]) =>
  jsonLines<Finding>((await check(...argv)).stdout).map(({ path, code }) => `${path} ${code}`);

describe('check --since', () => {
  it('tells of files that changed, committed or not, and of new ones', async () => {
    expect(await found('--since', 'start', 'rules')).toEqual([
      'edited.yml sigma-level-error',
      'new ü.yml identifier_uniqueness',
    ]);
    expect(await found('--since', 'HEAD', 'rules')).toEqual(['new ü.yml identifier_uniqueness']);
    expect(await found('rules')).toContain('old.yml sigma-level-error');
  });

  it('works from the folder of the file, and for single files', async () => {
    expect(await found('--since', 'start', 'rules/old.yml', 'rules/edited.yml')).toEqual([
      'rules/edited.yml sigma-level-error',
    ]);
  });

  it('passes over files and folders that are gone since', async () => {
    expect(await check('--since', 'HEAD', 'rules/gone.yml')).toMatchObject({ code: 0, stdout: '' });
    expect(await check('--since', 'start', 'more/gone.yml', 'more')).toMatchObject({ code: 0, stdout: '' });
    expect(await found('--since', 'start', 'rules/gone.yml', 'rules/edited.yml')).toEqual([
      'rules/edited.yml sigma-level-error',
    ]);
    const never = await check('--since', 'HEAD', 'rules/never.yml');
    expect([never.code, never.stderr]).toEqual([
      3,
      expect.stringContaining('rules/never.yml: there is no such file or folder'),
    ]);
    expect((await check('rules/gone.yml')).code).toBe(3);
  });

  it.each([
    ['--since=nothing', /^sigmasmith: Git knows no revision "nothing" here\. Name a branch, tag or commit/],
    ['--since=--output=/tmp/x', /^sigmasmith: "--output=\/tmp\/x" is no revision of Git\./],
    ['--since=', /^sigmasmith: "" is no revision of Git\./],
  ])('says what is wrong with %s', async (option, message) => {
    const { code, stderr } = await check(option, 'rules');
    expect(code).toBe(3);
    expect(stderr).toMatch(message);
  });

  it('says that a folder is in no repository', async () => {
    const { code, stderr } = await cli(['check', '--since', 'HEAD', '.'], { cwd: outside.path });
    expect(code).toBe(3);
    expect(stderr).toContain('is in no Git repository');
  });
});
