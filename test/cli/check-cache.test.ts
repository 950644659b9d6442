/** The cache of check: never a wrong answer, whatever happened to it. */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { cli, temporaryFolder } from '../harness/cli.ts';

const rule = (id: string, program: string, level = 'low') => `title: Runs ${program}
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
const folders: ReturnType<typeof temporaryFolder>[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.dispose();
});

function start() {
  const folder = temporaryFolder({
    'rules/a.yml': rule('6a', 'whoami', 'loww'),
    'rules/b.yml': rule('7b', 'net'),
    'rules/c.yml': rule('7b', 'arp'),
  });
  const cache = temporaryFolder();
  folders.push(folder, cache);
  const check = async (...argv: string[]) => {
    const result = await cli(['check', '--json', 'rules', ...argv], { cwd: folder.path });
    return result.stdout;
  };
  const file = () =>
    join(cache.path, 'kept', readdirSync(join(cache.path, 'kept')).find((name) => name.endsWith('.cache'))!);
  return {
    folder,
    cache: join(cache.path, 'kept'),
    check: (...argv: string[]) => check('--cache', join(cache.path, 'kept'), ...argv),
    plain: (...argv: string[]) => check('--no-cache', ...argv),
    file,
  };
}

/** A cache that was changed, with the hash that it would have. */
function sealed(content: string): string {
  const [head, , ...lines] = content.split('\n');
  const body = lines.join('\n');
  return [head, createHash('sha256').update(body).digest('base64url').slice(0, 22), body].join('\n');
}

describe('the cache of check', () => {
  it('gives the same answer, with what all files together show', async () => {
    const { check, plain } = start();
    const expected = await plain();
    expect(expected).toContain('identifier_uniqueness');
    expect(await check()).toBe(expected);
    expect(await check()).toBe(expected);
  });

  it('is used: an answer that was put there comes back', async () => {
    const { check, file } = start();
    await check();
    writeFileSync(file(), sealed(readFileSync(file(), 'utf8').replaceAll('sigma-level-error', 'from-the-cache')));
    expect(await check()).toContain('from-the-cache');
  });

  it('sees every change of a text, a name, a configuration, and of others', async () => {
    const { check, plain, folder } = start();
    await check();
    folder.write('rules/a.yml', rule('6a', 'whoami', 'lowe'));
    expect(await check()).toBe(await plain());
    folder.write('rules/c.yml', rule('8c', 'arp'));
    expect(await check()).not.toContain('identifier_uniqueness');
    folder.write('rules/d.yml', rule('6a', 'ping'));
    expect(await check()).toContain('identifier_uniqueness');
    folder.write('.sigmasmith.yml', 'lint: {rules: {sigma-level-error: off}}\n');
    expect(await check()).not.toContain('sigma-level-error');
    expect(await check('--profile', 'strict')).toBe(await plain('--profile', 'strict'));
  });

  it('bears what is broken', async () => {
    const { check, plain, file } = start();
    await check();
    const whole = readFileSync(file(), 'utf8');
    const expected = await plain();
    const broken = [
      '',
      '\0\0\0',
      whole.slice(0, whole.length / 2),
      whole.replaceAll('{', '['),
      whole.replace(/^.*\n/, 'other\n'),
      whole.replaceAll('"findings"', '"fundings"'),
      `${whole}\n\n\t\t\n`,
      sealed(whole.replaceAll('"findings"', '"fundings"')),
      sealed(whole.replaceAll('"rules":[{', '"rules":[null,{')),
      sealed(`${whole}\n\n\t\t\n`),
    ];
    for (const content of broken) {
      writeFileSync(file(), content);
      expect(await check()).toBe(expected);
    }
  });

  it('counts for nothing once a byte is another', async () => {
    const { check, plain, file } = start();
    await check();
    const whole = readFileSync(file());
    const expected = await plain();
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 60)) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] as number) ^ 1;
      writeFileSync(file(), damaged);
      expect(await check()).toBe(expected);
    }
  });

  it.runIf(process.platform === 'linux')('is none in a file system that takes no folders', async () => {
    const { folder, plain } = start();
    for (const place of ['/proc/x', '/proc/x/y']) {
      const result = await cli(['check', '--json', '--cache', place, 'rules'], { cwd: folder.path });
      expect(result.stdout).toBe(await plain());
    }
  });

  it('bears a folder that cannot be written', async () => {
    const { check, plain, cache } = start();
    await check();
    chmodSync(cache, 0o500);
    expect(await check()).toBe(await plain());
    chmodSync(cache, 0o700);
    const { folder } = start();
    folder.write('file', '');
    const result = await cli(['check', '--json', '--cache', 'file', 'rules'], { cwd: folder.path });
    expect(result.stdout).toContain('sigma-level-error');
  });

  it('lies in the folder of the person unless told otherwise', async () => {
    const { folder } = start();
    await cli(['check', 'rules'], {
      cwd: folder.path,
      env: { XDG_CACHE_HOME: join(folder.path, 'x'), HOME: folder.path, LOCALAPPDATA: join(folder.path, 'x') },
    });
    expect(readdirSync(folder.path).some((name) => name === 'x' || name === 'Library')).toBe(true);
    await cli(['check', 'rules', '--no-cache'], { cwd: folder.path, env: { XDG_CACHE_HOME: join(folder.path, 'y') } });
    expect(existsSync(join(folder.path, 'y'))).toBe(false);
  });

  it('serves several at once', async () => {
    const { check, plain } = start();
    const all = await Promise.all([check(), check(), check()]);
    expect(new Set([...all, await plain(), await check()]).size).toBe(1);
  });
});
