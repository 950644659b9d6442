import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { GenerationResult } from '../../server/src/services/generate.ts';
import { cli, temporaryFolder } from '../harness/cli.ts';

const report = `The intruder used stolen access keys to call CreateAccessKey for another user, and then
StopLogging and DeleteTrail in CloudTrail to hide. Later GetSecretValue was called many times.
`;
const folder = temporaryFolder({
  'report.txt': report,
  'empty.txt': ' \n',
  'cake.txt': 'Mix flour and sugar. Bake.\n',
});
const generate = (...argv: string[]) => cli(['generate', ...argv], { cwd: folder.path });
const result = async (...argv: string[]) =>
  JSON.parse((await generate('--json', '--date', '2026-01-02', ...argv)).stdout) as GenerationResult;
afterAll(() => folder.dispose());

describe('sigmasmith generate', () => {
  it('prints the result object', async () => {
    const { rules, ttps, metadata } = await result('--text', 'report.txt', '--provider', 'aws', '--siem', 'splunk');
    expect(rules.length).toBeGreaterThan(0);
    expect(ttps.length).toBeGreaterThan(0);
    expect(metadata.rulesGenerated).toBe(rules.length);
    expect(Object.keys(rules[0]!.conversions)).toEqual(['splunk']);
    expect(rules.every(({ yaml }) => yaml.includes('date: 2026-01-02'))).toBe(true);
    for (const { values } of rules)
      for (const { source, value, start, end } of values)
        if (source === 'report') expect(report.slice(start, end)).toBe(value);
  });

  it('reads standard input', async () => {
    const { stdout } = await cli(['generate', '--json', '--text', '-', '--provider', 'aws'], {
      cwd: folder.path,
      stdin: report,
    });
    expect((JSON.parse(stdout) as GenerationResult).rules.length).toBeGreaterThan(0);
  });

  it('takes the date from SOURCE_DATE_EPOCH', async () => {
    const { stdout } = await cli(['generate', '--text', 'report.txt', '--provider', 'aws'], {
      cwd: folder.path,
      env: { SOURCE_DATE_EPOCH: '1700000000' },
    });
    expect(stdout).toContain('date: 2023-11-14');
  });

  it('prints a YAML stream of the rules without --json, and the rest for people', async () => {
    const { code, stdout, stderr } = await generate('--text', 'report.txt', '--provider', 'aws');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^title: /);
    expect(stderr).toMatch(/\d+ rules?, \d+ techniques? \(embedded, \d+ ms\)\.\n$/);
  });

  it('leaves out rules for indicators when asked', async () => {
    const { rules } = await result('--text', 'report.txt', '--no-ioc-rules');
    expect(rules.every(({ kind }) => kind === 'behavioral')).toBe(true);
  });

  it('writes rules that pass the checks, with tests that pass', async () => {
    const { code, stdout } = await generate('--text', 'report.txt', '--provider', 'aws', '--out', 'out/new');
    expect(code).toBe(0);
    const names = readdirSync(join(folder.path, 'out/new'));
    expect(stdout.trim().split('\n').sort()).toEqual(names.sort());
    expect(names.some((name) => name.endsWith('.tests.yml'))).toBe(true);
    for (const name of names.filter((file) => !file.endsWith('.tests.yml')))
      expect(readFileSync(join(folder.path, 'out/new', name), 'utf8')).toMatch(/^title: /);
    expect(await cli(['check', '--json', 'out/new'], { cwd: folder.path })).toMatchObject({ code: 0, stdout: '' });
    expect((await cli(['test', 'out/new'], { cwd: folder.path })).code).toBe(0);
  });

  it('gives the same bytes twice, but for the time it took', async () => {
    const withoutTime = async () =>
      JSON.stringify(await result('--text', 'report.txt')).replace(/"processingTimeMs":\d+/, '');
    expect(await withoutTime()).toBe(await withoutTime());
  });

  it('gives no rule and a notice for a text without anything to detect', async () => {
    const { rules, pipelineNotices } = await result('--text', 'cake.txt', '--provider', 'aws');
    expect(rules).toEqual([]);
    expect(pipelineNotices.length).toBeGreaterThan(0);
  });

  it.each([
    ['empty.txt', 'ValidationError'],
    ['long.txt', 'InputTooLarge'],
  ])('refuses %s with %s', async (file, code) => {
    folder.write('long.txt', 'a '.repeat(30_000));
    const refused = await generate('--json', '--text', file);
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code }, rules: [], pipelineNotices: [{ code }] });
    expect(refused.stderr).toContain(`error: ${code}: `);
  });

  it.each([
    { argv: [], code: 2 },
    { argv: ['--text', 'report.txt', '--provider', 'nothing'], code: 2 },
    { argv: ['--text', 'report.txt', '--siem', 'nothing'], code: 2 },
    { argv: ['--text', 'report.txt', '--date', '2026-02-30'], code: 2 },
    { argv: ['--text', 'none.txt'], code: 3 },
    { argv: ['--text', 'report.txt', '--provider', 'aws', '--out', 'report.txt/x'], code: 3 },
  ])('exits with $code: $argv', async ({ argv, code }) => {
    expect((await generate(...argv)).code).toBe(code);
  });
});
