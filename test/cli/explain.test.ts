import { describe, expect, it } from 'vitest';
import { lintRules } from '../../server/src/lint/rules/index.ts';
import { cli, jsonLines } from '../harness/cli.ts';

const explain = (...argv: string[]) => cli(['explain', ...argv], { cwd: '/' });

describe('sigmasmith explain', () => {
  it('prints the documentation of a check', async () => {
    const { code, stdout } = await explain('dangling_detection');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^dangling_detection \(warning; in the profiles default, sigmahq, strict, pysigma\)\n\n/);
    expect(stdout).toContain('\nReported:\n\n    title: ');
    expect(stdout).toContain('\nWhen to turn it off\n');
    expect(stdout).not.toContain('```');
  });

  it('knows other names, and codes of errors', async () => {
    expect((await explain('duplicate_tags')).stdout).toMatch(/^duplicate_tag \(/);
    expect((await explain('missing_condition')).stdout).toMatch(
      /^sigma-condition-error \(error; in every profile; also known as/,
    );
    expect((await explain('tlptag', 'scanner-error')).stdout).toMatch(/^tlptag [\s\S]*\nscanner-error /);
  });

  it('guesses what was meant', async () => {
    expect(await explain('dangling_detecton')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'There is no check "dangling_detecton". Did you mean "dangling_detection"?\n',
    });
    expect((await explain('all_with_re')).stderr).toMatch(/^There is no check "all_with_re"\. '\|all\|re' is valid/);
    expect((await explain('zzzzzzzzzzzz')).stderr).toBe(
      'There is no check "zzzzzzzzzzzz". "sigmasmith explain" lists them all.\n',
    );
    expect((await explain('Dangling-Detection')).stderr).toContain('Did you mean "dangling_detection"?');
  });

  it('lists all checks', async () => {
    const { code, stdout } = await explain();
    expect(code).toBe(0);
    for (const { id } of lintRules) expect(stdout).toContain(`\n${id} `);
    const data = jsonLines<{ id: string; profiles: string[] }>((await explain('--list', '--json')).stdout);
    expect(data.find(({ id }) => id === 'dangling_detection')?.profiles).toContain('default');
    expect(data).toHaveLength(stdout.trimEnd().split('\n').length);
  });
});
