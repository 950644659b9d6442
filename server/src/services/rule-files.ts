/** The files that generated rules become in a folder: each rule, and beside it the tests that prove it. */
import { ruleFileName } from './generate.ts';
import { writeRuleTests } from './write-rule-tests.ts';

export interface RuleFile {
  readonly name: string;
  readonly content: string;
}

export function ruleFiles(rules: readonly { readonly title: string; readonly yaml: string }[]): RuleFile[] {
  const taken = new Set<string>();
  return rules.flatMap(({ title, yaml }) => {
    const name = freeName(ruleFileName(title), taken);
    const tests = writeRuleTests(yaml);
    const rule = { name, content: yaml.endsWith('\n') ? yaml : `${yaml}\n` };
    return tests === undefined ? [rule] : [rule, { name: name.replace(/\.yml$/, '.tests.yml'), content: tests }];
  });
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = name.replace(/\.yml$/, `_${number}.yml`);
  taken.add(free);
  return free;
}
