import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cli, temporaryFolder } from '../harness/cli.ts';

const rule = `title: Test
logsource:
    product: windows
detection:
    selection:
        FieldA: value
    condition: selection
`;
const config = `targets:
  - name: soc
    target: splunk
    pipelines: [pipelines/own.yml]
    format: savedsearches
    options:
        min_time: -7d
  - name: gone
    target: splunk
    pipelines: [none.yml]
  - name: lucene
    target: splunk
  - name: typo
    target: splonk
  - target: eql
`;
const pipeline = 'transformations:\n  - type: field_name_mapping\n    mapping: {FieldA: renamed}\n';
const folder = temporaryFolder({
  'project/.sigmasmith.yml': config,
  'project/pipelines/own.yml': pipeline,
  'project/rules/deep/a.yml': rule,
  'elsewhere/x.yml': rule,
});
const convert = (from: string, ...argv: string[]) => cli(['convert', ...argv], { cwd: join(folder.path, from) });
afterAll(() => folder.dispose());

describe('sigmasmith convert -t NAME', () => {
  it.each([
    { from: 'project', path: 'rules' },
    { from: 'project/rules/deep', path: 'a.yml' },
    { from: 'elsewhere', path: '../project/rules/deep/a.yml' },
    { from: 'project', path: '../elsewhere/x.yml' },
  ])('finds the project of the working folder or of the paths: $path in $from', async ({ from, path }) => {
    const { code, stdout } = await convert(from, '-t', 'soc', path);
    expect(code).toBe(0);
    expect(stdout).toContain('dispatch.earliest_time = -7d');
    expect(stdout).toContain('search = renamed="value"');
  });

  it('takes what the command line says instead', async () => {
    const { stdout } = await convert('project', '-t', 'soc', '-f', 'default', '-p', 'sysmon', 'rules');
    expect(stdout).toBe('FieldA="value"\n');
    const later = await convert('project', '-t', 'soc', '-O', 'min_time=-1h', 'rules');
    expect(later.stdout).toContain('dispatch.earliest_time = -1h');
  });

  it('never changes what a target of the program is', async () => {
    expect((await convert('project', '-t', 'lucene', 'rules')).stdout).toBe('FieldA:value\n');
  });

  it.each([
    { name: 'gone', says: 'The pipeline none.yml cannot be read: there is no such file' },
    { name: 'typo', says: 'There is no target "splonk". Use one of:' },
    { name: 'sock', says: 'has no target "sock"; it has: soc, gone, lucene, typo.' },
    { name: 'sock', says: '.sigmasmith.yml:15:5: This target has no "name"' },
  ])('says why $name is no target: $says', async ({ name, says }) => {
    const { code, stderr } = await convert('project', '-t', name, 'rules');
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });
});
