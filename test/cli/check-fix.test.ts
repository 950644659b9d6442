/** check --fix and --diff: what is written, and what stays as it is. */
import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { cli, temporaryFolder } from '../harness/cli.ts';

const rule = `title: Whoami
id: 6a7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31
status: test # kept
tags:
    - attack.execution
    - attack.t1059
    - attack.execution
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith: '\\whoami.exe'
    condition: selection
level: low
`;
const fixed = rule.replace('    - attack.t1059\n    - attack.execution\n', '    - attack.t1059\n');
/** Only a suggestion can mend it. */
const misspelled = rule
  .replace('level: low', 'level: hihg')
  .replace('    - attack.t1059\n    - attack.execution\n', '');

const folders: ReturnType<typeof temporaryFolder>[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.dispose();
});
function start(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = temporaryFolder(files);
  folders.push(folder);
  return {
    ...folder,
    check: (...argv: string[]) => cli(['check', ...argv], { cwd: folder.path }),
    read: (name: string) => readFileSync(join(folder.path, name), 'utf8'),
  };
}

describe('check --fix', () => {
  it('applies safe fixes and tells what is left', async () => {
    const { check, read } = start({ 'a.yml': rule, 'b.yml': misspelled });
    const { code, stdout, stderr } = await check('--fix', '.');
    expect(read('a.yml')).toBe(fixed);
    expect(read('b.yml')).toBe(misspelled);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^b\.yml:\d+:\d+: error sigma-level-error /);
    expect(stderr).toMatch(/^Fixed 1 finding in 1 file\. 1 error in 2 files\.\n$/);
    expect((await check('--fix', 'a.yml')).stderr).not.toContain('Fixed');
  });

  it('applies suggestions only when told to', async () => {
    const { check, read } = start({ 'b.yml': misspelled });
    expect((await check('--fix', '--unsafe-fixes', 'b.yml')).code).toBe(0);
    expect(read('b.yml')).toBe(misspelled.replace('hihg', 'high'));
  });

  it('keeps line ends, byte order mark, permissions and links', async () => {
    const folder = start({ 'crlf.yml': `\ufeff${rule.replaceAll('\n', '\r\n')}`, 'real/x.yml': rule });
    chmodSync(join(folder.path, 'crlf.yml'), 0o640);
    symlinkSync('real/x.yml', join(folder.path, 'link.yml'));
    await folder.check('--fix', 'crlf.yml', 'link.yml');
    expect(folder.read('crlf.yml')).toBe(`\ufeff${fixed.replaceAll('\n', '\r\n')}`);
    expect(statSync(join(folder.path, 'crlf.yml')).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(folder.path, 'link.yml')).isSymbolicLink()).toBe(true);
    expect(folder.read('real/x.yml')).toBe(fixed);
  });

  it('leaves what is excluded and what is no UTF-8', async () => {
    const latin1 = Buffer.from(rule.replace('Whoami', 'M\u00fcller'), 'latin1');
    const folder = start({ '.sigmasmith.yml': 'lint: {exclude: vendor}\n', 'vendor/a.yml': rule, 'l.yml': latin1 });
    expect((await folder.check('--fix', '.')).code).toBe(1);
    expect(folder.read('vendor/a.yml')).toBe(rule);
    expect(readFileSync(join(folder.path, 'l.yml')).equals(latin1)).toBe(true);
  });

  it('mends what comments say, too', async () => {
    const silenced = fixed.replace('level: low', '# sigmasmith-disable-next-line sigma-level-error\nlevel: low');
    const { check, read } = start({ 'a.yml': silenced });
    await check('--fix', 'a.yml');
    expect(read('a.yml')).toBe(fixed);
  });

  it('refuses what contradicts itself', async () => {
    const { check } = start({ 'a.yml': rule });
    expect(await check('--fix', '--diff', 'a.yml')).toMatchObject({ code: 2 });
    expect(await check('--unsafe-fixes', 'a.yml')).toMatchObject({ code: 2 });
  });
});

describe('check --diff', () => {
  it('prints a patch and changes nothing', async () => {
    const { check, read } = start({ 'rules/a.yml': rule, 'rules/good.yml': fixed });
    const { code, stdout, stderr } = await check('--diff', 'rules');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '1 file would be fixed.\n' });
    expect(stdout).toBe(`--- a/rules/a.yml
+++ b/rules/a.yml
@@ -4,7 +4,6 @@
 tags:
     - attack.execution
     - attack.t1059
-    - attack.execution
 logsource:
     category: process_creation
     product: windows
`);
    expect(read('rules/a.yml')).toBe(rule);
    expect(await check('--diff', 'rules/good.yml')).toMatchObject({ code: 0, stdout: '', stderr: 'Nothing to fix.\n' });
  });
});

describe('standard input', () => {
  const run = (stdin: string | Uint8Array, argv: string[], files: Record<string, string> = {}) =>
    cli(['check', '-', ...argv], { cwd: start(files).path, stdin });

  it('is checked under a name', async () => {
    const { code, stdout } = await run(misspelled, ['--stdin-filename', 'rules/x.yml']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^rules\/x\.yml:\d+:\d+: error sigma-level-error/);
    expect((await run(misspelled, [])).stdout).toMatch(/^stdin\.yml:/);
  });

  it('follows the configuration of that place', async () => {
    const files = { 'rules/.sigmasmith.yml': 'lint: {rules: {sigma-level-error: off}, exclude: out}\n' };
    expect(await run(misspelled, ['--stdin-filename', 'rules/x.yml'], files)).toMatchObject({ code: 0, stdout: '' });
    expect(await run(misspelled, ['--stdin-filename', 'rules/out/x.yml'], files)).toMatchObject({
      code: 0,
      stdout: '',
    });
  });

  it('comes back mended, with the findings on standard error', async () => {
    const { code, stdout, stderr } = await run(`\ufeff${rule}`, ['--fix']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `\ufeff${fixed}` });
    expect(stderr).toMatch(/^Fixed 1 finding/);
    expect((await run(rule, ['--diff'])).stdout).toContain('-    - attack.execution\n');
  });

  it('may be anything', async () => {
    expect(await run('', [])).toMatchObject({ code: 0, stdout: '' });
    expect((await run(new Uint8Array([0xff, 0xfe, 0x41, 0]), [])).stdout).toContain('unicode-decode-error');
    expect(await run(rule, ['a.yml'])).toMatchObject({ code: 2 });
    expect(await run(rule, ['--since', 'HEAD'])).toMatchObject({ code: 2 });
  });
});
