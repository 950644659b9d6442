import { describe, expect, it } from 'vitest';
import { cli, jsonLines } from '../harness/cli.ts';

const list = (...argv: string[]) => cli(['list', ...argv], { cwd: import.meta.dirname });

describe('sigmasmith list', () => {
  it('lists targets', async () => {
    const { code, stdout } = await list('targets');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^target +language +needs a pipeline +other names\n/);
    expect(stdout).toMatch(/^splunk +Splunk +yes$/m);
  });

  it('lists what a target has', async () => {
    const names = async (...argv: string[]) =>
      jsonLines((await list(...argv, '--json')).stdout).map((row) => Object.values(row)[0]);
    expect(await names('formats', 'splunk')).toEqual(['default', 'savedsearches', 'data_model']);
    expect(await names('correlation-methods', 'splunk')).toEqual(['stats']);
    expect(await names('options', 'splunk')).toContain('min_time');
    const pipelines = await names('pipelines', 'spl2');
    expect(pipelines).toContain('splunk_windows');
    expect(pipelines).toContain('sysmon');
    expect(pipelines).not.toContain('ecs_windows');
    expect(await names('pipelines')).toContain('ecs_windows');
  });

  it.each([
    { argv: ['formats'], says: 'Say of which target: ' },
    { argv: ['formats', 'nothing'], says: 'There is no target "nothing". Use one of: ' },
    { argv: ['nothing'], says: 'Allowed choices are targets' },
  ])('exits with 2 for wrong usage: $argv', async ({ argv, says }) => {
    const { code, stderr } = await list(...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });
});
