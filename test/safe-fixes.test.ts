import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileRule } from '../server/src/evaluate/compile-rule.ts';
import { defaultLintConfig } from '../server/src/lint/config.ts';
import type { Fix } from '../server/src/lint/define-rule.ts';
import { createLintData } from '../server/src/lint/lint-data.ts';
import { lintSigma } from '../server/src/lint/linter.ts';
import { openDataFiles } from '../server/src/node/data-files.ts';
import { parseSigma } from '../server/src/sigma/parse-sigma.ts';
import type { SigmaRule } from '../server/src/sigma/rule/sigma-rule.ts';
import { applyEdits } from './harness/check-fix.ts';
import { hasOracle } from './harness/oracle.ts';
import { sampleEvents } from './harness/sample-events.ts';
import { sigmaHqRules } from './harness/sigmahq-rules.ts';
import { readSquiggles } from './harness/squiggles.ts';

const root = join(import.meta.dirname, '..');
const rulesFolder = join(root, 'server/src/lint/rules');
const data = createLintData(openDataFiles(join(root, 'corpus')), '2026-11-21');
const config = { ...defaultLintConfig, profile: 'strict' as const };

function safeFixes(text: string): { readonly code: string; readonly fix: Fix }[] {
  return lintSigma(parseSigma(text, { treatAsSigma: true }), { config, data }).flatMap(({ code, fixes = [] }) =>
    fixes.filter(({ kind }) => kind === 'safe').map((fix) => ({ code, fix })),
  );
}

function rulesOf(text: string): SigmaRule[] {
  const { rules } = parseSigma(text, { treatAsSigma: true }).collection;
  return rules.filter((rule): rule is SigmaRule => rule.kind === 'rule');
}

/** Events on which the rules of two texts disagree, and how many events hit. */
function compareMatches(before: string, after: string) {
  const fixed = rulesOf(after);
  const outcome = { rules: fixed.length, hits: 0, misses: 0, different: [] as unknown[] };
  for (const [index, rule] of rulesOf(before).entries()) {
    const other = fixed[index];
    if (!other) continue;
    const matchers = [compileRule(rule), compileRule(other)] as const;
    for (const event of sampleEvents(rule)) {
      const [was, is] = matchers.map((matcher) => matcher.match(event).matched);
      if (was) outcome.hits++;
      else outcome.misses++;
      if (was !== is) outcome.different.push(event);
    }
  }
  return outcome;
}

function checkSafe(text: string, fix: Fix): { readonly hits: number; readonly misses: number } {
  const after = applyEdits(text, fix.edits);
  const { rules, hits, misses, different } = compareMatches(text, after);
  expect(rules).toBe(rulesOf(text).length);
  expect({ title: fix.title, different }).toEqual({ title: fix.title, different: [] });
  return { hits, misses };
}

/** The examples of the rules' pages. */
function examples(): string[] {
  return readdirSync(rulesFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => [
      ...readFileSync(join(rulesFolder, file), 'utf8').matchAll(/^```yaml invalid.*\n([\s\S]*?)^```$/gm),
    ])
    .map((match) => readSquiggles(match[1] as string).text);
}

describe('fixes that are called safe', () => {
  it('keep what the rules of the examples match, and every rule that offers one has been tried', () => {
    const tried = new Set<string>();
    for (const text of examples())
      for (const { code, fix } of safeFixes(text)) {
        const { hits, misses } = checkSafe(text, fix);
        if (rulesOf(text).length === 0 || (hits > 0 && misses > 0)) tried.add(code);
      }
    const offering = readdirSync(rulesFolder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && readFileSync(join(rulesFolder, file), 'utf8').includes("kind: 'safe'"))
      .map((file) => /(\w+)\.ts$/.exec(file)?.[1] as string);
    expect([...tried].sort()).toEqual(offering.sort());
  });

  it.skipIf(!hasOracle('sigmahq'))('keep what the rules of SigmaHQ match', () => {
    let count = 0;
    for (const [, text] of sigmaHqRules())
      for (const { fix } of safeFixes(text)) {
        checkSafe(text, fix);
        count++;
      }
    expect(count).toBeGreaterThan(20);
  });
});
