/** The tests that belong to a rule file: those of `<rule>.tests.yml` beside it, and the recorded samples of SigmaHQ's regression data. */
import { LineIndex, type Position } from '../base/line-index.ts';
import type { Span } from '../base/span.ts';
import { parseRuleTests } from '../evaluate/rule-tests.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { type RegressionTest, regressionTests, regressionTestsPath } from './regression-tests.ts';
import { parentFolder, type RuleSources } from './rule-sources.ts';
import { type RuleSample, type RuleTestResult, runRuleSamples, runRuleTests } from './test-rules.ts';

export interface TestRange {
  readonly start: Position;
  readonly end: Position;
}

/** A test and where it is written. */
export interface ListedTest {
  /** Unique among the tests of its rule file. */
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly range: TestRange;
}

export interface RuleTestList {
  readonly rule: string;
  /** Of the first rule in the file. */
  readonly title: string | undefined;
  readonly titleRange: TestRange | undefined;
  readonly tests: readonly ListedTest[];
}

/** A result at its place: the event that gave the wrong answer, else the test's name. */
export interface PlacedTestResult extends RuleTestResult {
  /** As in `ListedTest`; of no test when the file of the tests is wrong itself. */
  readonly id: string | undefined;
  /** The file that `range` is in. */
  readonly file: string;
  readonly range: TestRange;
}

export interface RuleFileRun {
  readonly results: readonly PlacedTestResult[];
  /** What could not be read, in words. */
  readonly troubles: readonly string[];
}

const testsName = /\.tests(\.ya?ml)$/i;
const endings = ['.yml', '.yaml'];

export function isTestsFile(path: string): boolean {
  return testsName.test(path);
}

/** The rule file that a file of tests belongs to. */
export function ruleOfTests(testsPath: string, files: Pick<RuleSources, 'exists'>): string | undefined {
  return endings.map((ending) => testsPath.replace(testsName, ending)).find((path) => files.exists(path));
}

export function testsOfRule(rulePath: string, files: Pick<RuleSources, 'exists'>): string | undefined {
  return endings
    .map((ending) => rulePath.replace(/\.ya?ml$/i, `.tests${ending}`))
    .find((path) => path !== rulePath && files.exists(path));
}

/** `undefined` when the file has no tests or cannot be read. Cheap for rules without. */
export function listRuleTests(rulePath: string, files: RuleSources): RuleTestList | undefined {
  const testsPath = testsOfRule(rulePath, files);
  const read = files.readText(rulePath);
  if (!('text' in read)) return undefined;
  if (testsPath === undefined && !read.text.includes('regression_tests_path')) return undefined;
  const tests = [
    ...(testsPath === undefined ? [] : listWritten(testsPath, files)),
    ...listSamples(rulePath, read.text, files),
  ];
  if (testsPath === undefined && tests.length === 0) return undefined;
  const title = parseSigma(read.text, { treatAsSigma: true }).collection.rules[0]?.title;
  const place = rangesIn(read.text);
  return { rule: rulePath, title: title?.value, titleRange: title && place(title.span), tests };
}

function listWritten(testsPath: string, files: RuleSources): ListedTest[] {
  const read = files.readText(testsPath);
  if (!('text' in read)) return [];
  const place = rangesIn(read.text);
  return parseRuleTests(read.text).tests.map((test, index) => {
    return { id: `tests/${index}`, name: test.name, path: testsPath, range: place(test.nameSpan) };
  });
}

function listSamples(rulePath: string, ruleText: string, files: RuleSources): ListedTest[] {
  const found = findSamples(rulePath, ruleText, files);
  if (found === undefined || 'trouble' in found) return [];
  return found.tests.map(({ name, span }, index) => {
    return { id: `samples/${index}`, name, path: found.info, range: found.place(span) };
  });
}

/** Runs the tests of one rule file; `undefined` when it has none. */
export async function runRuleFile(rulePath: string, files: RuleSources): Promise<RuleFileRun | undefined> {
  const read = files.readText(rulePath);
  if (!('text' in read)) return { results: [], troubles: [`${rulePath}: ${read.message}`] };
  const troubles: string[] = [];
  const testsPath = testsOfRule(rulePath, files);
  const written = testsPath === undefined ? [] : runWritten(rulePath, read.text, testsPath, files, troubles);
  const found = findSamples(rulePath, read.text, files);
  if (found === undefined) return testsPath === undefined ? undefined : { results: written, troubles };
  if ('trouble' in found) return { results: written, troubles: [...troubles, found.trouble] };
  const samples = await runSamples(rulePath, read.text, found, files, troubles);
  return { results: [...written, ...samples], troubles };
}

function runWritten(
  rulePath: string,
  ruleText: string,
  testsPath: string,
  files: RuleSources,
  troubles: string[],
): PlacedTestResult[] {
  const read = files.readText(testsPath);
  if (!('text' in read)) {
    troubles.push(`${testsPath}: ${read.message}`);
    return [];
  }
  const place = rangesIn(read.text);
  const results = runRuleTests({ path: rulePath, ruleText, testsPath, testsText: read.text });
  return results.map((result) => {
    const id = result.index === undefined ? undefined : `tests/${result.index}`;
    return { ...result, id, file: testsPath, range: place(result.span) };
  });
}

interface FoundSamples {
  /** The root of the repository, where paths begin. */
  readonly root: string;
  readonly info: string;
  readonly tests: readonly RegressionTest[];
  place(span: Span): TestRange;
}

/** `regression_tests_path` leads from the root of the repository to an `info.yml` that lists recorded events. */
function findSamples(
  rulePath: string,
  ruleText: string,
  files: RuleSources,
): FoundSamples | { readonly trouble: string } | undefined {
  const wanted = ruleText.includes('regression_tests_path') ? regressionTestsPath(ruleText) : undefined;
  if (wanted === undefined) return undefined;
  const root = isInside(wanted) ? rootWith(parentFolder(rulePath), wanted, files) : undefined;
  if (root === undefined) {
    const trouble = `${rulePath}: regression_tests_path names ${wanted}, which is in none of the folders above the rule`;
    return { trouble };
  }
  const info = joined(root, wanted);
  const read = files.readText(info);
  if (!('text' in read)) return { trouble: `${info}: ${read.message}` };
  return { root, info, tests: regressionTests(read.text), place: rangesIn(read.text) };
}

async function runSamples(
  rulePath: string,
  ruleText: string,
  { root, info, tests, place }: FoundSamples,
  files: RuleSources,
  troubles: string[],
): Promise<PlacedTestResult[]> {
  const results: PlacedTestResult[] = [];
  for (const [index, { name, path, matchCount, span }] of tests.entries()) {
    const recorded = [path.replace(/\.evtx$/i, '.json'), path].find(
      (candidate) => isInside(candidate) && files.exists(joined(root, candidate)),
    );
    if (recorded === undefined) {
      troubles.push(`${rulePath}: the sample ${path} is not there`);
      continue;
    }
    const { events, troubles: unreadable } = await files.readEvents(joined(root, recorded));
    troubles.push(...unreadable.map((trouble) => `${recorded}: ${trouble}`));
    const sample: RuleSample = { name, path: recorded, events, matchCount };
    for (const result of runRuleSamples(rulePath, ruleText, [sample]))
      results.push({ ...result, id: `samples/${index}`, file: info, range: place(span) });
  }
  return results;
}

function rootWith(folder: string, path: string, files: RuleSources): string | undefined {
  for (let at = folder; ; at = parentFolder(at)) {
    if (files.exists(joined(at, path))) return at;
    if (parentFolder(at) === at || !at.includes('/')) return undefined;
  }
}

/** Paths of the data lead down from the root of the repository and nowhere else. */
function isInside(path: string): boolean {
  return !/^[\\/]|^[A-Za-z]:|(^|[\\/])\.\.([\\/]|$)/.test(path);
}

function joined(folder: string, path: string): string {
  return `${folder === '/' ? '' : folder}/${path.replaceAll('\\', '/').replace(/^\.\//, '')}`;
}

function rangesIn(text: string): (span: Span) => TestRange {
  const lines = new LineIndex(text);
  return ({ start, end }) => ({ start: lines.positionAt(start), end: lines.positionAt(end) });
}
