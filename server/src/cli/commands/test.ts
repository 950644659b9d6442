import { resolve } from 'node:path';
import { Command } from 'commander';
import { Failure } from '../../base/failure.ts';
import { diskRuleSources } from '../../node/rule-sources.ts';
import { describeSystemError } from '../../node/system-error.ts';
import { isTestsFile, ruleOfTests, runRuleFile } from '../../services/rule-test-files.ts';
import type { RuleTestResult } from '../../services/test-rules.ts';
import { normalizePath } from '../../workspace/file-uri.ts';
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

/** The rule of a test file stands for it, and every rule is tested once. */
function ruleFiles(files: readonly Source[]): Source[] {
  const rules = new Map<string, Source>();
  for (const source of files) {
    const own = normalizePath(source.file);
    const rule = isTestsFile(own) ? ruleOfTests(own, diskRuleSources) : undefined;
    const file = rule ?? own;
    if (!rules.has(file)) rules.set(file, { ...source, file, path: rule ? shown(source, own, rule) : source.path });
  }
  return [...rules.values()];
}

/** `undefined` when the file has no tests. */
async function testRule(source: Source, troubles: string[]): Promise<Placed[] | undefined> {
  const run = await runRuleFile(source.file, diskRuleSources);
  if (run === undefined) return undefined;
  const told = run.troubles.map((trouble) =>
    trouble.startsWith(source.file) ? `${source.path}${trouble.slice(source.file.length)}` : trouble,
  );
  troubles.push(...told);
  return run.results.map((result) => {
    const isWritten = result.testsPath === result.file;
    const testsPath = isWritten ? shown(source, source.file, result.file) : result.testsPath;
    return { ...result, path: source.path, testsPath, line: isWritten ? result.range.start.line : 0 };
  });
}

/** A file in the folder of a source, as the source is shown. */
function shown(source: Source, own: string, other: string): string {
  const name = other.slice(other.lastIndexOf('/') + 1);
  return source.path.slice(0, source.path.length - (own.length - own.lastIndexOf('/') - 1)) + name;
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
