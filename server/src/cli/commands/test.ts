import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { Command } from 'commander';
import { Failure } from '../../base/failure.ts';
import { LineIndex } from '../../base/line-index.ts';
import { readEvents } from '../../node/read-events.ts';
import { readText } from '../../node/read-text.ts';
import { describeSystemError } from '../../node/system-error.ts';
import type { RuleSample, RuleTestResult } from '../../services/test-rules.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';
import { createPaint } from '../colours.ts';
import { createProgress } from '../progress.ts';
import { findSources, type Source } from '../sources.ts';

interface Options {
  readonly json?: boolean;
  readonly junit?: string;
}

interface Placed extends RuleTestResult {
  readonly line: number;
}

export function testCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return new Command('test')
    .description(
      'run the tests of rules: the events of <rule>.tests.yml, and the samples that regression_tests_path names',
    )
    .argument('<path...>', 'rule files, or folders with .yml and .yaml files at any depth')
    .option('--json', 'print one JSON object a line for each test')
    .option('--junit <file>', 'also write a JUnit report')
    .action(async (paths: string[], options: Options) => done(await test(paths, options, io)));
}

async function test(paths: readonly string[], options: Options, io: CliIo): Promise<ExitCode> {
  const sources = findSources(paths, io);
  const troubles = [...sources.troubles];
  const rules = ruleFiles(sources.files);
  const progress = createProgress(io.stderr, 'Testing', rules.length, io.now);
  const results: Placed[] = [];
  let untested = 0;
  for (const rule of rules) {
    const found = await testRule(rule, troubles);
    if (found === undefined) untested++;
    else results.push(...found);
    progress.tick();
  }
  progress.done();
  for (const result of results) io.stdout.write(options.json ? jsonLine(result) : textLine(result, io));
  if (options.junit !== undefined) await writeJunit(resolve(io.cwd, options.junit), results);
  for (const trouble of troubles) io.stderr.write(`${trouble}\n`);
  const failed = results.filter((result) => !result.ok).length;
  const without = untested === 0 ? '' : `, ${untested} ${untested === 1 ? 'file has' : 'files have'} no tests`;
  io.stderr.write(`${results.length - failed} passed, ${failed} failed${without}.\n`);
  if (troubles.length > 0) return 3;
  return failed > 0 ? 1 : 0;
}

const testsName = /\.tests(\.ya?ml)$/i;

/** The rule of a test file stands for it, and every rule is tested once. */
function ruleFiles(files: readonly Source[]): Source[] {
  const rules = new Map<string, Source>();
  for (const source of files) {
    const file = testsName.test(source.file) ? (ruleBeside(source.file) ?? source.file) : source.file;
    if (!rules.has(file)) rules.set(file, { ...source, file, path: source.path.replace(testsName, '$1') });
  }
  return [...rules.values()];
}

function ruleBeside(testsFile: string): string | undefined {
  return ['.yml', '.yaml'].map((ending) => testsFile.replace(testsName, ending)).find((file) => existsSync(file));
}

/** `undefined` when the file has no tests. */
async function testRule(source: Source, troubles: string[]): Promise<Placed[] | undefined> {
  const { runRuleSamples, runRuleTests } = await import('../../services/test-rules.ts');
  const read = readText(source.file);
  if (read.kind !== 'text') {
    troubles.push(`${source.path}: ${read.message}`);
    return undefined;
  }
  const results: Placed[] = [];
  const testsFile = ['.tests.yml', '.tests.yaml']
    .map((ending) => source.file.replace(/\.ya?ml$/i, ending))
    .find((file) => file !== source.file && existsSync(file));
  if (testsFile !== undefined) {
    const tests = readText(testsFile);
    const testsPath = source.path.replace(/\.ya?ml$/i, testsFile.slice(source.file.replace(/\.ya?ml$/i, '').length));
    if (tests.kind !== 'text') troubles.push(`${testsPath}: ${tests.message}`);
    else {
      const lines = new LineIndex(tests.text);
      const run = runRuleTests({ path: source.path, ruleText: read.text, testsPath, testsText: tests.text });
      results.push(...run.map((result) => ({ ...result, line: lines.positionAt(result.span.start).line })));
    }
  }
  const samples = await regressionSamples(source, read.text, troubles);
  if (samples !== undefined)
    results.push(...runRuleSamples(source.path, read.text, samples).map((result) => ({ ...result, line: 0 })));
  return testsFile === undefined && samples === undefined ? undefined : results;
}

/** SigmaHQ's regression data: a path from the root of the repository to an `info.yml` that lists recorded events. */
async function regressionSamples(source: Source, text: string, troubles: string[]): Promise<RuleSample[] | undefined> {
  const { regressionTests, regressionTestsPath } = await import('../../services/regression-tests.ts');
  const wanted = regressionTestsPath(text);
  const root = wanted === undefined ? undefined : rootWith(dirname(source.file), wanted);
  if (wanted === undefined) return undefined;
  if (root === undefined) {
    troubles.push(
      `${source.path}: regression_tests_path names ${wanted}, which is in none of the folders above the rule`,
    );
    return undefined;
  }
  const samples: RuleSample[] = [];
  for (const { name, path, matchCount } of regressionTests(readFileSync(join(root, wanted), 'utf8'))) {
    const file = [path.replace(/\.evtx$/i, '.json'), path]
      .map((item) => join(root, item))
      .find((item) => isBelow(root, item) && existsSync(item));
    if (file === undefined) {
      troubles.push(`${source.path}: the sample ${path} is not there`);
      continue;
    }
    const events: RuleSample['events'][number][] = [];
    try {
      await readEvents(file, {
        onEvent: (event) => events.push(event),
        onTrouble: (trouble) => troubles.push(`${path}: ${trouble}`),
      });
    } catch (error) {
      troubles.push(`${path}: ${describeSystemError(error)}`);
    }
    samples.push({ name, path: relative(root, file).split(sep).join('/'), events, matchCount });
  }
  return samples;
}

function rootWith(folder: string, path: string): string | undefined {
  for (let at = folder, parent = dirname(at); ; at = parent, parent = dirname(at)) {
    if (isBelow(at, join(at, path)) && existsSync(join(at, path))) return at;
    if (parent === at) return undefined;
  }
}

function isBelow(root: string, file: string): boolean {
  const path = relative(root, file);
  return path !== '' && !path.startsWith('..');
}

function jsonLine({ path, testsPath, name, ok, line, message }: Placed): string {
  return `${JSON.stringify({ path, tests: testsPath, name, ok, line, ...(ok ? {} : { message }) })}\n`;
}

function textLine({ testsPath, name, ok, line, message }: Placed, io: CliIo): string {
  const paint = createPaint(io.stdout, io.env);
  if (ok) return `${paint('green', 'passed')} ${testsPath}: ${name}\n`;
  return `${paint('red', 'failed')} ${testsPath}:${line + 1}: ${name}\n${message.replace(/^/gm, '    ')}\n`;
}

async function writeJunit(file: string, results: readonly Placed[]): Promise<void> {
  const { junitReport } = await import('../junit.ts');
  const { writeFile } = await import('node:fs/promises');
  try {
    await writeFile(
      file,
      junitReport(
        'sigmasmith test',
        results.map(({ path, name, ok, message }) => ({ suite: path, name, failure: ok ? undefined : message })),
      ),
    );
  } catch (error) {
    throw new Failure('WriteFailed', `${file}: ${describeSystemError(error)}`, { cause: error });
  }
}
