/** SigmaHQ's regression data: a rule names an `info.yml`, which lists recorded events and how many of them must match. */
import type { Span } from '../base/span.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { asMap, asSeq, asString, entryOf } from '../yaml/node-access.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';

export interface RegressionTest {
  readonly name: string;
  /** From the root of the repository. */
  readonly path: string;
  /** At least so many events must match. */
  readonly matchCount: number;
  /** Where `info.yml` lists it. */
  readonly span: Span;
}

/** `regression_tests_path` of the first rule of a file, if it has one. */
export function regressionTestsPath(ruleText: string): string | undefined {
  const [rule] = parseSigma(ruleText, { treatAsSigma: true }).collection.rules;
  return asString(rule?.customAttributes.get('regression_tests_path'));
}

export function regressionTests(infoText: string): RegressionTest[] {
  const root = asMap(parseYaml(infoText).documents[0]?.root);
  const list = root === undefined ? undefined : asSeq(entryOf(root, 'regression_tests_info')?.value);
  return (list?.items ?? []).flatMap((item, index) => {
    const map = asMap(item);
    const path = map === undefined ? undefined : asString(entryOf(map, 'path')?.value);
    if (map === undefined || path === undefined) return [];
    const count = entryOf(map, 'match_count')?.value;
    const matchCount = count?.kind === 'scalar' && typeof count.value === 'bigint' ? Number(count.value) : 1;
    const name = entryOf(map, 'name')?.value;
    return [{ name: asString(name) ?? `sample ${index + 1}`, path, matchCount, span: name?.span ?? map.span }];
  });
}
