import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileRule } from '../server/src/evaluate/compile-rule.ts';
import { createLintData } from '../server/src/lint/lint-data.ts';
import { lintSigma } from '../server/src/lint/linter.ts';
import { openDataFiles } from '../server/src/node/data-files.ts';
import { parseSigma } from '../server/src/sigma/parse-sigma.ts';

const files = openDataFiles(join(import.meta.dirname, '..', 'corpus'));
const data = createLintData(files);
const providers = files.list('gold');

interface EventTest {
  readonly name: string;
  readonly match: boolean;
  readonly event: Record<string, unknown>;
}

const goldRules = providers.flatMap((provider) =>
  files
    .list(`gold/${provider}`)
    .filter((name) => name.endsWith('.yml') && !name.endsWith('.tests.yml'))
    .map((name) => `gold/${provider}/${name}`),
);

describe.each(goldRules)('%s', (path) => {
  const parsed = parseSigma(files.read(path), { treatAsSigma: true });
  const tests = (parse(files.read(path.replace(/\.yml$/, '.tests.yml'))) as { tests: EventTest[] }).tests;

  it('gives the linter nothing to find', () => {
    expect(lintSigma(parsed, { data, path }).map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  });

  it('has events that it must match and events that it must not', () => {
    expect(new Set(tests.map(({ match }) => match))).toEqual(new Set([true, false]));
  });

  it.each(tests)('$name: $match', ({ match, event }) => {
    const rule = parsed.collection.rules[0];
    if (rule?.kind !== 'rule') throw new Error('no rule');
    const matcher = compileRule(rule);
    expect(matcher.unevaluable).toBeUndefined();
    expect(matcher.match(event).matched).toBe(match);
  });
});

it('covers each provider with at least a dozen rules', () => {
  expect(providers).toEqual(expect.arrayContaining(['aws', 'linux-auditd', 'windows-sysmon']));
  for (const provider of providers) {
    expect(goldRules.filter((path) => path.startsWith(`gold/${provider}/`)).length).toBeGreaterThanOrEqual(12);
  }
});
