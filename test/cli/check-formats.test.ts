/** The reports of check for programs: SARIF, annotations of GitHub, JUnit. */
import type { Log, Region, Result } from 'sarif';
import { afterAll, describe, expect, it } from 'vitest';
import { cli, temporaryFolder } from '../harness/cli.ts';
import { sarifProblems } from '../harness/sarif-facts.ts';

const rule = `title: Whoami
id: 6a7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31
tags:
    - attack.execution
    - attack.execution
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith: '\\whoami.exe'
    condition: selection
level: low
`;
const odd = `title: 😀 50%, a:b <x> & "y"
id: 7b7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31
logsource:
    category: process_creation
    product: windows
detection:
    selection: {"😀": a, Image|contianz: b}
    condition: selection
level: low
`;
const folder = temporaryFolder({
  'rules/a.yml': rule,
  'rules/odd name, #1: 100%.yml': odd,
  'rules/good.yml': rule
    .replace(/tags:\n.*\n.*\n/, '')
    .replace('6a7', '8c7')
    .replace('whoami.exe', 'id.exe'),
});
afterAll(() => folder.dispose());
const check = (...argv: string[]) => cli(['check', ...argv], { cwd: folder.path });

async function sarif(...argv: string[]): Promise<Log> {
  const { stdout } = await check('--format', 'sarif', ...argv);
  return JSON.parse(stdout) as Log;
}
const resultsOf = (log: Log) => log.runs[0]!.results as Result[];
const regionOf = (result: Result) => result.locations![0]!.physicalLocation!.region as Region;

describe('SARIF', () => {
  it('is valid', async () => {
    expect(sarifProblems(await sarif('rules'))).toEqual([]);
    expect(sarifProblems(await sarif('rules/good.yml'))).toEqual([]);
    expect(sarifProblems(await sarif('rules', 'gone.yml'))).toEqual([]);
  });

  it('places findings in UTF-16 code units, from 1', async () => {
    const log = await sarif('rules');
    expect(log.runs[0]!.columnKind).toBe('utf16CodeUnits');
    const error = resultsOf(log).find(({ level }) => level === 'error')!;
    expect(regionOf(error)).toEqual({ startLine: 7, startColumn: 32, endLine: 7, endColumn: 40 });
  });

  it('names files relative to the folder of the run, encoded', async () => {
    const uris = resultsOf(await sarif('rules')).map(
      (result) => result.locations![0]!.physicalLocation!.artifactLocation!,
    );
    expect(new Set(uris.map(({ uri }) => uri))).toEqual(
      new Set(['rules/a.yml', 'rules/odd%20name%2C%20%231%3A%20100%25.yml']),
    );
    expect(uris.every(({ uriBaseId }) => uriBaseId === '%SRCROOT%')).toBe(true);
    const outside = await cli(['check', '--format', 'sarif', '../rules/a.yml'], {
      cwd: `${folder.path}/rules/../..`,
    }).catch(() => undefined);
    expect(outside).toBeDefined();
  });

  it('describes the checks that found something, with a page and fixes', async () => {
    const log = await sarif('rules/a.yml');
    const [first] = log.runs[0]!.tool.driver.rules!;
    expect(first).toMatchObject({ id: 'duplicate_tag', defaultConfiguration: { level: 'note' } });
    expect(first!.helpUri).toMatch(/^https:.*duplicate_tag/);
    const [result] = resultsOf(log);
    expect(result!.fixes![0]!.artifactChanges[0]!.replacements[0]!.deletedRegion.startLine).toBeGreaterThan(3);
  });

  it('tells what could not be done', async () => {
    const [invocation] = (await sarif('rules', 'gone.yml')).runs[0]!.invocations!;
    expect(invocation!.executionSuccessful).toBe(false);
    expect(invocation!.toolExecutionNotifications![0]!.message.text).toContain('gone.yml');
  });
});

describe('annotations of GitHub', () => {
  it('are one command a line, with everything escaped', async () => {
    const { stdout, code } = await check('--format', 'github', 'rules');
    expect(code).toBe(1);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(
      /^::notice file=rules\/a\.yml,line=5,endLine=5,col=\d+,endColumn=\d+,title=duplicate_tag::/,
    );
    const error = lines.find((line) => line.startsWith('::error'))!;
    expect(error).toMatch(
      /^::error file=rules\/odd name%2C #1%3A 100%25\.yml,line=7,endLine=7,col=32,endColumn=39,title=[\w-]+::/,
    );
    for (const line of lines)
      expect(line).toMatch(/^::(error|warning|notice) ([a-zA-Z]+=[^,:]*,)*[a-zA-Z]+=[^,:]*::[^\r\n]+$/);
  });
});

describe('JUnit', () => {
  it('has a suite for each file, failed and passed', async () => {
    const { stdout } = await check('--format', 'junit', '--fail-on', 'information', 'rules');
    expect(stdout).toContain('<testsuite name="rules/a.yml" tests="1" failures="1">');
    expect(stdout).toContain('<testsuite name="rules/good.yml" tests="1" failures="0">');
    expect(stdout).toContain('classname="rules/odd name, #1: 100%.yml"');
    expect(stdout).toMatch(
      /<testcase classname="rules\/a.yml" name="duplicate_tag, line 5, column \d+">\n +<failure message="/,
    );
  });

  it('fails by --fail-on', async () => {
    const { stdout, code } = await check('--format', 'junit', '--fail-on', 'error', 'rules/a.yml');
    expect(code).toBe(0);
    expect(stdout).toContain('failures="0"');
  });
});

it('refuses other formats', async () => {
  const { code, stderr } = await check('--format', 'xml', 'rules');
  expect(code).toBe(2);
  expect(stderr).toContain("argument 'xml' is invalid. Allowed choices are text, json, sarif, github, junit.");
});
