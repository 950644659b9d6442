import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { cli, temporaryFolder } from '../harness/cli.ts';

const neat = `title: Whoami
id: 6a7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31
status: test
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith: '\\whoami.exe'
    condition: selection
level: low
`;
const untidy = neat.replace('level: low\n', '').replace('status: test', 'level: low\nstatus: test');

const folders: ReturnType<typeof temporaryFolder>[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.dispose();
});
function start(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = temporaryFolder(files);
  folders.push(folder);
  return {
    format: (...argv: string[]) => cli(['format', ...argv], { cwd: folder.path }),
    read: (name: string) => readFileSync(join(folder.path, name), 'utf8'),
  };
}

describe('sigmasmith format', () => {
  it('formats files in place, once', async () => {
    const { format, read } = start({ 'a.yml': untidy, 'sub/b.yml': neat, 'c.txt': untidy });
    expect(await format('.')).toEqual({ code: 0, stdout: '', stderr: '1 file formatted, 1 file left as it is.\n' });
    expect(read('a.yml')).toBe(neat);
    expect(await format('.')).toEqual({ code: 0, stdout: '', stderr: '2 files left as they are.\n' });
  });

  it('only looks with --check and --diff', async () => {
    const { format, read } = start({ 'a.yml': untidy, 'b.yml': neat });
    expect(await format('--check', '.')).toEqual({
      code: 1,
      stdout: 'a.yml\n',
      stderr: '1 file would be formatted, 1 file left as it is.\n',
    });
    const { code, stdout } = await format('--diff', 'a.yml');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^--- a\/a\.yml\n\+\+\+ b\/a\.yml\n@@ /);
    expect(read('a.yml')).toBe(untidy);
    expect((await format('--check', 'b.yml')).code).toBe(0);
  });

  it('keeps line ends and the byte order mark', async () => {
    const { format, read } = start({ 'a.yml': `\ufeff${untidy.replaceAll('\n', '\r\n')}` });
    await format('a.yml');
    expect(read('a.yml')).toBe(`\ufeff${neat.replaceAll('\n', '\r\n')}`);
  });

  it('leaves alone what cannot be read, and what is excluded or no Sigma', async () => {
    const broken = 'title: "a\nlevel: low\n';
    const files = {
      'x/broken.yml': broken,
      'vendor/a.yml': untidy,
      'list.yml': '- 1\n-   2\n',
      '.sigmasmith.yml': 'lint: {exclude: vendor}\n',
    };
    const { format, read } = start(files);
    const { code, stderr } = await format('.');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^x\/broken\.yml:\d+:\d+: Not formatted, because the YAML cannot be read/);
    expect(stderr).toContain('1 file not formatted.\n');
    for (const [name, text] of Object.entries(files)) expect(read(name)).toBe(text);
    expect((await format('gone.yml')).code).toBe(3);
  });

  it('formats standard input', async () => {
    const run = (stdin: string, ...argv: string[]) => cli(['format', '-', ...argv], { cwd: '/', stdin });
    expect(await run(untidy)).toEqual({ code: 0, stdout: neat, stderr: '' });
    expect(await run(untidy, '--check')).toEqual({ code: 1, stdout: '', stderr: '' });
    expect(await run('title: "a\n')).toMatchObject({ code: 1, stdout: 'title: "a\n' });
    expect(await run(untidy, 'a.yml')).toMatchObject({ code: 2 });
  });
});
