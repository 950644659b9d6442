import { afterAll, describe, expect, it } from 'vitest';
import { cli, temporaryFolder } from '../harness/cli.ts';

const folder = temporaryFolder({ 'a.yml': 'title: x\n' });
const run = (...argv: string[]) => cli(argv, { cwd: folder.path });
afterAll(() => folder.dispose());

describe('the command line', () => {
  it('prints its version', async () => {
    const { code, stdout } = await run('--version');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([['--help'], ['help'], ['check', '--help'], ['help', 'check']])('prints help for %j %j', async (...argv) => {
    const { code, stdout, stderr } = await run(...argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Usage: sigmasmith');
  });

  it.each([
    { argv: [], says: 'Usage: sigmasmith' },
    { argv: ['chekc', 'a.yml'], says: "error: unknown command 'chekc'\n(Did you mean check?)" },
    { argv: ['check'], says: "error: missing required argument 'path'" },
    { argv: ['check', '--jsn', 'a.yml'], says: "error: unknown option '--jsn'\n(Did you mean --json?)" },
    { argv: ['check', '--fail-on', 'bad', 'a.yml'], says: "argument 'bad' is invalid" },
    { argv: ['parse'], says: "error: missing required argument 'path'" },
    { argv: ['lsp'], says: "say how to talk: 'sigmasmith lsp --stdio'" },
  ])('exits with 2 and says what is wrong: $argv', async ({ argv, says }) => {
    const { code, stdout, stderr } = await run(...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).toContain('Usage: sigmasmith');
  });
});
