/** The options that rules declare are those that they read. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultLintConfig } from '../server/src/lint/config.ts';
import type { LintRule } from '../server/src/lint/define-rule.ts';
import { createLintData } from '../server/src/lint/lint-data.ts';
import { lintSigma } from '../server/src/lint/linter.ts';
import { lintRules } from '../server/src/lint/rules/index.ts';
import { openDataFiles } from '../server/src/node/data-files.ts';
import { parseSigma } from '../server/src/sigma/parse-sigma.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'server/src/lint/rules');
const data = createLintData(openDataFiles(join(root, 'corpus')), '2026-02-01');

const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
const pageOf = (id: string) =>
  readFileSync(join(folder, pages.find((name) => basename(name) === `${id}.md`) ?? ''), 'utf8');
const examples = (id: string) =>
  [...pageOf(id).matchAll(/^```yaml .*\n([\s\S]*?)^```$/gm)].map(([, yaml = '']) =>
    yaml.replace(/^#( *\^.*| {2,}.*)\n/gm, ''),
  );

/** So that also what is read for tested rules only is seen. */
const tested = `title: whoami unkown
status: test
description: http://x
date: 2026-01-01
regression_tests_path: x
falsepositives: [None]
tags: [x.y, tlp.red]
detection: {s: {a: b}, condition: s}
`;

function optionsRead(rule: LintRule): string[] {
  const read = new Set<string>();
  const options = new Proxy<Record<string, unknown>>(
    {},
    {
      get: (_, name) => void read.add(String(name)),
      has: (_, name) => Boolean(read.add(String(name))),
    },
  );
  const config = {
    ...defaultLintConfig,
    severities: new Map([[rule.id, 'error' as const]]),
    options: new Map([[rule.id, options]]),
  };
  for (const text of [...examples(rule.id), tested, tested.replace(/^regression.*\n/m, '')])
    lintSigma(parseSigma(text, { treatAsSigma: true }), { config, data, path: 'rules-dfir/a.yml', rules: [rule] });
  return [...read].sort();
}

describe('the options of', () => {
  it.each(lintRules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
    expect(optionsRead(rule)).toEqual(Object.keys(rule.options ?? {}).sort());
  });

  it.each(lintRules.filter(({ options }) => options).map((rule) => [rule.id, rule] as const))(
    '%s are documented',
    (id, { options = {} }) => {
      for (const name of Object.keys(options)) expect(pageOf(id)).toContain(`\`${name}\``);
    },
  );
});
