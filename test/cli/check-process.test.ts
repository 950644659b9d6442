/** check as a process of its own: several threads, and the cache in the person's folder. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { build } from '../../scripts/build.mjs';
import { cli, temporaryFolder } from '../harness/cli.ts';

const rule = (number: number) => `title: Rule ${number}
id: 6a7ae1fb-1a3e-4d47-9e76-${String(Math.floor(number / 2)).padStart(12, '0')}
logsource:
    product: windows
    category: process_creation
detection:
    selection:
        Image|endswith: '\\program${number}.exe'
    condition: ${number % 7 === 0 ? 'selecton' : 'selection'}
level: low
`;
const count = 600;
const files = Object.fromEntries(
  Array.from({ length: count }, (_, number) => [`rules/${number % 9}/${number}.yml`, rule(number)]),
);
const folder = temporaryFolder(files);
const dist = join(folder.path, 'dist');
const cache = join(folder.path, 'cache');

beforeAll(() => build({ dist, only: ['cli'] }), 120_000);
afterAll(() => folder.dispose());

function run(...argv: string[]): string {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(dist, 'cli/cli.js'), 'check', '--json', ...argv, 'rules'],
    {
      cwd: folder.path,
      encoding: 'utf8',
      env: { ...process.env, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache, HOME: folder.path },
    },
  );
  expect(stderr).toMatch(/in 600 files\.\n$/);
  return stdout;
}

it('finds in several threads, and again from the cache, what one finds', async () => {
  const { stdout } = await cli(['check', '--json', '--no-cache', 'rules'], { cwd: folder.path });
  expect(stdout.split('\n').length).toBeGreaterThan(count);
  expect(run('--no-cache')).toBe(stdout);
  expect(run()).toBe(stdout);
  expect(run()).toBe(stdout);
}, 60_000);

it('explains without the sources', () => {
  expect(readdirSync(join(dist, 'data', 'checks'))).toContain('dangling_detection.md');
  const text = execFileSync(process.execPath, [join(dist, 'cli/cli.js'), 'explain', 'dangling_detection'], {
    encoding: 'utf8',
  });
  expect(text).toContain('When to turn it off');
});
