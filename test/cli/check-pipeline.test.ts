import { describe, expect, it } from 'vitest';
import { cli, temporaryFolder } from '../harness/cli.ts';

const pipeline = 'name: p\npriority: 1\ntransformations:\n  - type: set_stat\n    key: a\n    val: 1\n';

async function check(files: Record<string, string>, ...argv: string[]) {
  const folder = temporaryFolder(files);
  try {
    return await cli(['check', '--json', '--no-cache', ...argv], { cwd: folder.path });
  } finally {
    folder.dispose();
  }
}

describe('check of a processing pipeline', () => {
  it('finds what is wrong when the file is named', async () => {
    const { stdout, code } = await check({ 'p.yml': pipeline }, 'p.yml');
    expect(JSON.parse(stdout.trim().split('\n')[0] ?? '{}')).toMatchObject({
      code: 'sigma-configuration-error',
      message: 'There is no transformation "set_stat". Did you mean "set_state"?',
    });
    expect(code).toBe(1);
    expect((await check({ 'p.yml': pipeline.replace('set_stat', 'set_state') }, 'p.yml')).stdout).toBe('');
  });

  it('heeds severities, and passes over pipelines in folders', async () => {
    const lint = 'lint:\n  rules: {sigma-configuration-error: off}\n';
    expect((await check({ 'p.yml': pipeline, '.sigmasmith.yml': lint }, 'p.yml')).stdout).toBe('');
    expect((await check({ 'rules/p.yml': pipeline }, 'rules')).stdout).toBe('');
  });
});
