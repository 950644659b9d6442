import { throwIfCancelled } from '../../base/cancellation.ts';
import type {
  FindTestsParams,
  FindTestsResult,
  RunTestsParams,
  RunTestsResult,
  TestedRule,
} from '../../protocol/tests.ts';
import { withOpenTexts } from '../../services/rule-sources.ts';
import { isTestsFile, listRuleTests, ruleOfTests, runRuleFile } from '../../services/rule-test-files.ts';
import { normalizePath } from '../../workspace/file-uri.ts';
import type { JobContext } from '../jobs.ts';

/** How many files are looked at between two reports. */
const reportEvery = 200;

export async function findTestsJob({ paths }: FindTestsParams, context: JobContext): Promise<FindTestsResult> {
  const { sources, token, progress } = context;
  const found = new Set<string>();
  for (const path of paths.map(normalizePath)) {
    for (const file of sources.find(path)) {
      const rule = isTestsFile(file) ? ruleOfTests(file, sources) : file;
      if (rule !== undefined) found.add(rule);
    }
  }
  const rules: TestedRule[] = [];
  let done = 0;
  for (const path of found) {
    throwIfCancelled(token);
    if (done++ % reportEvery === 0) progress({ message: 'Looking for tests', percentage: (100 * done) / found.size });
    const list = listRuleTests(path, sources);
    if (list === undefined) continue;
    const { rule, title, titleRange, tests } = list;
    rules.push({ rule, tests, ...(title !== undefined && { title }), ...(titleRange && { titleRange }) });
  }
  return { rules };
}

export async function runTestsJob({ rule, open }: RunTestsParams, context: JobContext): Promise<RunTestsResult> {
  const texts = Object.fromEntries(Object.entries(open).map(([path, text]) => [normalizePath(path), text]));
  const began = context.now();
  const run = await runRuleFile(normalizePath(rule), withOpenTexts(context.sources, texts));
  throwIfCancelled(context.token);
  const results = run?.results ?? [];
  const duration = (context.now() - began) / Math.max(1, results.length);
  return {
    outcomes: results.map(({ id, ok, message, file, range }) => {
      return {
        ok,
        message,
        path: file,
        range,
        duration,
        ...(id !== undefined && { id }),
      };
    }),
    troubles: run?.troubles ?? [],
  };
}
