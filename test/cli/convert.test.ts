import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cli, jsonLines, temporaryFolder } from '../harness/cli.ts';

const rule = (field: string, condition = 'selection') => `title: Test
logsource:
    product: windows
detection:
    selection:
        ${field}: value
    condition: ${condition}
`;
const pipeline = `name: test
priority: 10
transformations:
    - id: rename
      type: field_name_mapping
      mapping:
          FieldA: mapped
`;

const count = `title: Count
correlation:
    type: event_count
    rules: [base]
    group-by: [user]
    timespan: 5m
    condition:
        gte: 10
`;

const folder = temporaryFolder({
  'b.yml': rule('FieldA'),
  'a/z.yaml': rule('FieldB'),
  'a/broken.yml': rule('FieldB', 'selecton'),
  'a/z.tests.yml': 'tests: []\n',
  'pipe.yml': pipeline,
  'latin1.yml': Buffer.from('title: M\u00fcller\n', 'latin1'),
  'only/x.yml': rule('FieldA'),
  'together/rule.yml': rule('FieldA').replace('title: Test', 'title: Test\nname: base'),
  'together/count.yml': count,
  'notices.yml': rule('FieldA').replace('value', 'a?b'),
  'with-base/base.yml': rule('FieldA').replace('title: Test', 'title: Test\nname: base').replace('value', 'a?b'),
  'with-base/count.yml': count,
  'cased.yml': `title: Cased
logsource:
    product: windows
filter:
    rules: any
    selection:
        user|cased: Admin
    condition: not selection
`,
  'filters/admins.yml': `title: Not admins
logsource:
    product: windows
filter:
    rules: [base]
    selection:
        user: admin
    condition: not selection
`,
});
const convert = (...argv: string[]) => cli(['convert', ...argv], { cwd: folder.path });
afterAll(() => folder.dispose());

describe('sigmasmith convert', () => {
  it('prints the query', async () => {
    expect(await convert('-t', 'splunk', 'b.yml')).toMatchObject({ code: 0, stdout: 'FieldA="value"\n' });
    expect(await convert('-t', 'lucene', 'b.yml')).toMatchObject({ code: 0, stdout: 'FieldA:value\n' });
  });

  it('separates queries by a blank line', async () => {
    const { stdout } = await convert('-t', 'splunk', 'b.yml', 'only');
    expect(stdout).toBe('FieldA="value"\n\nFieldA="value"\n');
  });

  it('prints notices beside records, and with --details in them, with the sources of the query', async () => {
    const plain = await convert('--json', '-t', 'splunk', 'notices.yml');
    const detailed = await convert('--json', '--details', '-t', 'splunk', 'notices.yml');
    const told = expect.stringMatching(/^notices\.yml:6:17: notice wildcard_widened: This target has no wildcard/);
    expect([plain.stderr, detailed.stderr]).toEqual([told, told]);
    const [record] = jsonLines(plain.stdout);
    expect(record).toEqual({ path: 'notices.yml', ok: true, output: ['FieldA="a*b"'] });
    expect(jsonLines(detailed.stdout)).toEqual([
      {
        ...(record as object),
        notices: [
          {
            query: 0,
            code: 'wildcard_widened',
            message: expect.any(String),
            range: { start: { line: 6, column: 17 }, end: { line: 6, column: 20 } },
          },
        ],
        source_map: [
          {
            text: 'FieldA="a*b"',
            parts: [
              { start: 0, end: 6, range: { start: { line: 6, column: 9 }, end: { line: 6, column: 15 } } },
              { start: 7, end: 12, range: { start: { line: 6, column: 17 }, end: { line: 6, column: 20 } } },
            ],
          },
        ],
      },
    ]);
    expect((await convert('--json', '--pysigma-compat', '-t', 'splunk', 'notices.yml')).stderr).toBe('');
    expect(await convert('--details', '-t', 'splunk', 'notices.yml')).toMatchObject({ code: 2, stdout: '' });
  });

  it('tells each notice once for a file, at its place also in rules of other files', async () => {
    const { stderr } = await convert('-t', 'splunk', 'with-base');
    expect(stderr.match(/wildcard_widened/g)).toHaveLength(1);
    expect(stderr).toMatch(/base\.yml:7:17: notice wildcard_widened/);
    expect(stderr).toMatch(/count\.yml:6:15: notice fixed_time_buckets: Sigma looks at any 5m/);
  });

  it('prints records as the oracle has them, sorted by path, without the tests of rules', async () => {
    const { code, stdout } = await convert('--json', '-t', 'splunk', 'a');
    expect(code).toBe(1);
    expect(jsonLines(stdout)).toEqual([
      {
        path: 'broken.yml',
        ok: false,
        stage: 'convert',
        error_class: 'SigmaConditionError',
        error: expect.stringContaining("Detection 'selecton' not defined in detections"),
      },
      { path: 'z.yaml', ok: true, output: ['FieldB="value"'] },
    ]);
    expect(stdout.split('\n')[1]).toBe('{"path": "z.yaml", "ok": true, "output": ["FieldB=\\"value\\""]}');
  });

  it('says where a conversion fails, writes nothing and exits with 1', async () => {
    const { code, stdout, stderr } = await convert('-t', 'splunk', 'a');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^a[\\/]broken\.yml:7:16: SigmaConditionError: /);
    expect(stderr).toMatch(/1 converted, 1 failed\.\nNothing was written; -s passes over what fails\.\n$/);
    expect(await convert('-t', 'splunk', '--each-file', 'a')).toMatchObject({ code: 1, stdout: 'FieldB="value"\n' });
  });

  it('takes several targets', async () => {
    const { stdout } = await convert('--json', '-t', 'splunk', '-t', 'lucene', 'b.yml');
    expect(jsonLines(stdout)).toEqual([
      { target: 'splunk', path: 'b.yml', ok: true, output: ['FieldA="value"'] },
      { target: 'lucene', path: 'b.yml', ok: true, output: ['FieldA:value'] },
    ]);
    const text = await convert('-t', 'splunk', '-t', 'lucene', 'b.yml');
    expect(text.stdout).toBe('# splunk\nFieldA="value"\n\n# lucene\nFieldA:value\n');
  });

  it('takes failures as they come with -s', async () => {
    const { code, stdout } = await convert('-s', '-t', 'splunk', 'a');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'FieldB="value"\n' });
  });

  it('takes all files as one collection: rules of other files, filters', async () => {
    const one = await convert('-t', 'splunk', 'together');
    expect(one).toMatchObject({ code: 0, stdout: expect.stringContaining('stats count') });
    expect((await convert('--each-file', '-t', 'splunk', 'together')).code).toBe(1);
    const filtered = await convert('-t', 'splunk', '--filter', 'filters', 'together/rule.yml');
    expect(filtered.stdout).toBe('FieldA="value" NOT user="admin"\n');
  });

  it('tells once what comes from a filter, with its place there', async () => {
    const { code, stderr } = await convert('-t', 'splunk', '--filter', 'cased.yml', 'b.yml', 'together/rule.yml');
    expect(code).toBe(1);
    expect(stderr.match(/^.*Case-sensitive.*$/gm)).toEqual([expect.stringMatching(/^cased\.yml:7:21: /)]);
    expect(stderr).toContain('2 failed.');
  });

  it('writes to a file, in an encoding, with indented JSON', async () => {
    expect((await convert('-t', 'splunk', '-o', 'out.txt', '-e', 'utf-16le', 'b.yml')).stdout).toBe('');
    expect(readFileSync(join(folder.path, 'out.txt'), 'utf16le')).toBe('FieldA="value"\n');
    const { stdout } = await convert('-t', 'lucene', '-f', 'dsl_lucene', '-j', '2', 'b.yml');
    expect(stdout).toMatch(/^\{\n {2}"query": \{\n/);
    expect((await convert('-t', 'splunk', '-o', 'no/such/folder', 'b.yml')).code).toBe(3);
  });

  it('takes pipelines by name and as files', async () => {
    expect((await convert('-t', 'splunk', '-p', 'pipe.yml', 'b.yml')).stdout).toBe('mapped="value"\n');
    expect((await convert('-t', 'splunk', '-p', 'splunk_windows', 'b.yml')).code).toBe(0);
  });

  it('takes a format', async () => {
    const { stdout } = await convert('-t', 'lucene', '-f', 'dsl_lucene', 'b.yml');
    expect(JSON.parse(stdout)).toHaveProperty('query');
  });

  it.each([
    { argv: ['b.yml'], says: "required option '-t, --target <target>' not specified" },
    { argv: ['-t', 'nothing', 'b.yml'], says: 'There is no target "nothing". Use one of:' },
    { argv: ['-t', 'splunk', '-f', 'nothing', 'b.yml'], says: 'has no format "nothing"' },
    { argv: ['-t', 'splunk', '-p', 'nothing', 'b.yml'], says: 'There is no pipeline "nothing"' },
    { argv: ['-t', 'splunk', '-p', 'ecs_windows', 'b.yml'], says: 'not for splunk' },
    { argv: ['-t', 'splunk', '-O', 'nothing', 'b.yml'], says: "written key=value, not 'nothing'" },
  ])('exits with 2 for wrong usage: $argv', async ({ argv, says }) => {
    const { code, stdout, stderr } = await convert(...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
  });

  it('exits with 3 when a pipeline or a rule cannot be read', async () => {
    expect(await convert('-t', 'splunk', '-p', './none.yml', 'b.yml')).toMatchObject({ code: 3, stdout: '' });
    expect(await convert('-t', 'splunk', 'none.yml', 'b.yml')).toMatchObject({ code: 3, stdout: '' });
  });

  it('records a file that is no text', async () => {
    expect(jsonLines((await convert('--json', '-t', 'splunk', 'latin1.yml')).stdout)).toEqual([
      expect.objectContaining({ path: 'latin1.yml', ok: false, stage: 'parse', error_class: 'UnicodeDecodeError' }),
    ]);
  });

  it('reads the standard input', async () => {
    const piped = (argv: string[], stdin: string) =>
      cli(['convert', '-t', 'splunk', ...argv], { cwd: folder.path, stdin });
    expect(await piped(['-'], rule('FieldC'))).toMatchObject({ code: 0, stdout: 'FieldC="value"\n' });
    expect((await piped(['b.yml', '-'], rule('FieldC'))).stdout).toBe('FieldA="value"\n\nFieldC="value"\n');
    expect(jsonLines((await piped(['--json', '-'], rule('FieldC'))).stdout)).toEqual([
      { path: '-', ok: true, output: ['FieldC="value"'] },
    ]);
    expect((await piped(['-'], 'title: [')).stderr).toMatch(/^-:1:8: ParserError: /);
  });

  it('takes the files of folders that match a pattern', async () => {
    const named = async (pattern: string) =>
      jsonLines((await convert('--json', '-t', 'splunk', '-P', pattern, '.')).stdout).map(({ path }) => path);
    expect(await named('*.yaml')).toEqual(['a/z.yaml']);
    expect(await named('a/*.y*ml')).toEqual(['a/broken.yml', 'a/z.tests.yml', 'a/z.yaml']);
    expect(await named('[!a-n].yml')).toEqual(['only/x.yml']);
  });

  it('writes a file for each query, and none outside the folder', async () => {
    const { code, stdout, stderr } = await convert(
      '-t',
      'splunk',
      '-od',
      'out',
      '-ot',
      '{path}/{stem}{index}.spl',
      '.',
      '-s',
      '-P',
      '[bx].yml',
    );
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: 'Wrote 2 file(s) to out\n' });
    expect(readFileSync(join(folder.path, 'out/only/x.spl'), 'utf8')).toBe('FieldA="value"');
    await cli(['convert', '-t', 'splunk', '--output-dir', 'out', '-'], {
      cwd: folder.path,
      stdin: rule('FieldA').replace('title: Test', 'title: ../../up'),
    });
    expect(readFileSync(join(folder.path, 'out/up.txt'), 'utf8')).toBe('FieldA="value"');
    expect((await convert('-t', 'splunk', '-od', 'out', '-o', 'x.txt', 'b.yml')).stderr).toContain('either --output');
    expect((await convert('-t', 'splunk', '-od', 'out', '-ot', '{name}', 'b.yml')).stderr).toContain('not {name}');
  });

  it('fails with -s when a rule is broken, and for unknown encodings and correlation methods', async () => {
    folder.write('wrong/status.yml', rule('FieldA').replace('logsource', 'status: odd\nlogsource'));
    expect(await convert('-s', '-t', 'splunk', 'wrong', 'b.yml')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('Nothing was written; --each-file'),
    });
    expect((await convert('-t', 'splunk', '-e', 'klingon', 'b.yml')).stderr).toContain('Use one of: utf8');
    expect((await convert('-t', 'splunk', '-c', 'none', 'b.yml')).stderr).toContain('Use one of: ');
    expect((await convert('-t', 'splunk', '-o', 'out.txt', '-e', 'cp1252', 'b.yml')).code).toBe(0);
  });

  it('says where a pipeline is wrong', async () => {
    folder.write('bad.yml', pipeline.replace('field_name_mapping', 'field_name_maping'));
    const { code, stderr } = await convert('-t', 'splunk', '-p', 'bad.yml', 'b.yml');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^bad\.yml:5:13: .*Unknown transformation type 'field_name_maping'/m);
    expect((await convert('-t', 'splunk', '-p', 'bad', 'b.yml')).stderr).toContain('sigmasmith list pipelines splunk');
  });

  it('takes a folder of pipelines', async () => {
    folder.write('pipes/deep/one.yml', pipeline);
    expect((await convert('-t', 'splunk', '-p', 'pipes', 'b.yml')).stdout).toBe('mapped="value"\n');
  });
});
