import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, jsonLines, temporaryFolder } from '../harness/cli.ts';

const good = `title: Whoami
id: 6a7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith: '\\whoami.exe'
    condition: selection
level: low
`;
const broken = good.replace('condition: selection', 'condition: selecton').replace(/id: .*\n/, '');
const noted = good.replace(/id: .*\n/, 'tags:\n    - private.thing\n');

interface Finding {
  readonly path: string;
  readonly document: number;
  readonly range: { start: { line: number; character: number }; end: { line: number; character: number } };
  readonly code: string;
  readonly severity: string;
  readonly message: string;
}

const folder = temporaryFolder({
  'good.yml': good,
  'b/broken.yml': broken,
  'b-a/broken.yaml': broken,
  'noted.yml': noted,
  'other/pipeline.yml': 'name: a\ntransformations: []\n',
  'other/list.yml': '- 1\n- 2\n',
  'crlf.yml': broken.replaceAll('\n', '\r\n'),
  'two.yml': `${good}---\n${broken}`,
  'escape/a.yml': broken.replace('selecton', '"\\e[31mred"'),
  'lower.yml': good.replace('Whoami', 'Whoami of a user'),
  'validators.yml': 'validators: [sigmahq_title_case]\nconfig:\n  sigmahq_title_case:\n    word_list: [a]\n',
  'wrong.yml': 'validators: [attaktag]\n',
  'latin1.yml': Buffer.from('title: M\u00fcller\n', 'latin1'),
  'odd/emoji.yml': good
    .replace(/id: .*\n/, '')
    .replace('title: Whoami', 'title: 😀😀 # x')
    .replace('condition: selection', 'condition: "😀 and x"'),
});
const check = (...argv: string[]) => cli(['check', ...argv], { cwd: folder.path });
const findings = async (...argv: string[]) => jsonLines<Finding>((await check('--json', ...argv)).stdout);

afterAll(() => folder.dispose());

describe('sigmasmith check', () => {
  it('is silent and exits with 0 when nothing is wrong', async () => {
    const { code, stdout, stderr } = await check('good.yml');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toBe('No findings in 1 file.\n');
  });

  it('takes the checks from a validator file of sigma-cli', async () => {
    const { code, stdout, stderr } = await check('-c', 'validators.yml', '--json', 'lower.yml');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '2 warnings in 1 file.\n' });
    expect(jsonLines<Finding>(stdout).map((finding) => finding.code)).toEqual([
      'sigmahq_title_case',
      'sigmahq_title_case',
    ]);
    const wrong = await check('--validation-config', 'wrong.yml', 'good.yml');
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toBe("wrong.yml:1:14: There is no validator 'attaktag'. Did you mean 'attacktag'?\n");
    expect((await check('-c', 'missing.yml', 'good.yml')).code).toBe(2);
  });

  it('prints one JSON object a line, with exactly the documented keys', async () => {
    const { code, stdout } = await check('--json', 'b/broken.yml');
    expect(code).toBe(1);
    const finding = jsonLines<Finding>(stdout).find(({ severity }) => severity === 'error');
    expect(Object.keys(finding!)).toEqual(['path', 'file', 'document', 'range', 'code', 'severity', 'message']);
    expect(finding).toMatchObject({
      path: 'b/broken.yml',
      file: 'b/broken.yml',
      document: 0,
      range: { start: { line: 7, character: 15 }, end: { line: 7, character: 23 } },
      code: 'sigma-condition-error',
      severity: 'error',
    });
  });

  it('names files relative to where it runs too, so that those of two folders are told apart', async () => {
    const broken = good.replace('condition: selection', 'condition: selecton');
    const two = temporaryFolder({ 'one/a.yml': broken, 'two/a.yml': broken });
    const { stdout } = await cli(['check', '--json', 'one', 'two'], { cwd: two.path });
    two.dispose();
    const names = jsonLines<{ path: string; file: string }>(stdout).map(({ path, file }) => `${path} ${file}`);
    expect([...new Set(names)]).toEqual(['a.yml one/a.yml', 'a.yml two/a.yml']);
  });

  it('prints a line for people without --json', async () => {
    const { stdout, stderr } = await check('b/broken.yml');
    expect(stdout.split('\n')[1]).toBe(
      "b/broken.yml:8:16: error sigma-condition-error The condition names 'selecton', but there is no such selection under 'detection'. Did you mean 'selection'?",
    );
    expect(stderr).toBe('1 error, 1 warning in 1 file.\n');
  });

  it('prints nothing that a terminal would obey', async () => {
    const { stdout } = await check('escape');
    expect(stdout).toMatch(/sigma-condition-error/);
    expect(stdout).not.toContain('\u001b');
  });

  it('uses colours on a terminal only, and not with NO_COLOR', async () => {
    const run = (env: Record<string, string>) => cli(['check', 'b/broken.yml'], { cwd: folder.path, isTTY: true, env });
    expect((await run({})).stdout).toContain('\u001b[31merror\u001b[0m');
    expect((await run({ NO_COLOR: '1' })).stdout).not.toContain('\u001b');
  });

  it('names files of a folder from there and sorts by code unit', async () => {
    const paths = [...new Set((await findings('.')).map(({ path }) => path))];
    expect(paths).toEqual([
      'b-a/broken.yaml',
      'b/broken.yml',
      'crlf.yml',
      'escape/a.yml',
      'latin1.yml',
      'noted.yml',
      'odd/emoji.yml',
      'two.yml',
    ]);
  });

  it('keeps the path of a file as given, and joins several arguments', async () => {
    const paths = [...new Set((await findings('./b/broken.yml', 'b-a')).map(({ path }) => path))];
    expect(paths).toEqual(['./b/broken.yml', 'broken.yaml']);
  });

  it('skips YAML that is no Sigma in folders, says so, but takes a named file as Sigma', async () => {
    const { code, stdout, stderr } = await check('other');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toBe('No findings in 0 files, 2 YAML files skipped because they hold no Sigma.\n');
    expect((await findings('other/list.yml')).map(({ code }) => code)).toContain('attribute-error');
  });

  it('counts lines of CRLF files and UTF-16 characters', async () => {
    expect((await findings('crlf.yml')).at(-1)!.range.start).toEqual({ line: 7, character: 15 });
    const [emoji] = (await findings('odd/emoji.yml')).filter(({ severity }) => severity === 'error');
    expect(emoji!.range.start).toEqual({ line: 7, character: 16 });
  });

  it('numbers the documents of a file', async () => {
    expect((await findings('two.yml')).map(({ document }) => document)).toEqual([1, 1]);
  });

  it.each([
    ['noted.yml', [], 0],
    ['noted.yml', ['--fail-on', 'information'], 1],
    ['b/broken.yml', [], 1],
    ['b/broken.yml', ['--fail-on', 'error'], 1],
    ['b/broken.yml', ['--fail-on', 'none'], 0],
  ])('exit code of %s with %j is %d', async (path, argv, code) => {
    expect((await check(path, ...argv)).code).toBe(code);
  });

  it('tells in one finding that a file is no UTF-8', async () => {
    expect(await findings('latin1.yml')).toEqual([
      expect.objectContaining({
        path: 'latin1.yml',
        code: 'unicode-decode-error',
        range: { start: { line: 0, character: 8 }, end: { line: 0, character: 8 } },
      }),
    ]);
  });

  it('exits with 3 when a file cannot be read, and checks the others', async () => {
    const { code, stdout, stderr } = await check('--json', 'none.yml', 'b/broken.yml');
    expect(code).toBe(3);
    expect(jsonLines(stdout).length).toBe(2);
    expect(stderr).toContain('none.yml: there is no such file or folder');
  });

  it.runIf(process.platform !== 'win32')('exits with 3 for a broken link in a folder', async () => {
    const other = temporaryFolder({ 'a.yml': good });
    symlinkSync(join(other.path, 'nowhere'), join(other.path, 'b.yml'));
    const { code, stderr } = await cli(['check', '.'], { cwd: other.path });
    other.dispose();
    expect(code).toBe(3);
    expect(stderr).toMatch(/^b\.yml: there is no such file or folder\nNo findings in 1 file\.\n$/);
  });

  it('takes a profile', async () => {
    const codes = (await findings('--profile', 'pysigma', 'noted.yml')).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['identifier_existence', 'filename_length', 'namespace_tag']));
  });

  it('finds rules that share an id but not their logic', async () => {
    const twins = temporaryFolder({
      'a/one.yml': good,
      'b/copy.yml': good,
      'c/other.yml': good.replace('whoami.exe', 'hostname.exe'),
    });
    const result = await cli(['check', '--json', '.'], { cwd: twins.path });
    twins.dispose();
    expect(jsonLines<Finding>(result.stdout).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'a/one.yml identifier_uniqueness',
      'b/copy.yml identifier_uniqueness',
      'c/other.yml identifier_uniqueness',
    ]);
  });
});

describe('an empty folder', () => {
  const empty = temporaryFolder();
  beforeAll(() => empty.write('readme.txt', 'x'));
  afterAll(() => empty.dispose());

  it('is fine', async () => {
    const { code, stdout, stderr } = await cli(['check', '.'], { cwd: empty.path });
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: 'No findings in 0 files.\n' });
  });
});
