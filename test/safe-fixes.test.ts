import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileRule } from '../server/src/evaluate/compile-rule.ts';
import { sampleEvents } from '../server/src/evaluate/sample-events.ts';
import { defaultLintConfig } from '../server/src/lint/config.ts';
import type { Fix } from '../server/src/lint/define-rule.ts';
import { createLintData } from '../server/src/lint/lint-data.ts';
import { type Finding, lintSigma } from '../server/src/lint/linter.ts';
import { openDataFiles } from '../server/src/node/data-files.ts';
import { fixText } from '../server/src/services/fix.ts';
import { parseSigma } from '../server/src/sigma/parse-sigma.ts';
import type { SigmaRule } from '../server/src/sigma/rule/sigma-rule.ts';
import { summarizeRules } from '../server/src/workspace/rule-summary.ts';
import { applyEdits } from './harness/check-fix.ts';
import { hasOracle } from './harness/oracle.ts';
import { sigmaHqRules } from './harness/sigmahq-rules.ts';
import { readSquiggles } from './harness/squiggles.ts';

const root = join(import.meta.dirname, '..');
const rulesFolder = join(root, 'server/src/lint/rules');
const data = createLintData(openDataFiles(join(root, 'corpus')), '2026-11-21');
const config = { ...defaultLintConfig, profile: 'strict' as const };

function findingsOf(text: string): Finding[] {
  return lintSigma(parseSigma(text, { treatAsSigma: true }), { config, data });
}

function safeFixes(text: string): { readonly code: string; readonly fix: Fix }[] {
  return findingsOf(text).flatMap(({ code, fixes = [] }) =>
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
    for (const event of [
      ...(rule.detection ? sampleEvents(rule.detection) : []),
      ...(other.detection ? sampleEvents(other.detection) : []),
    ]) {
      const [was, is] = matchers.map((matcher) => matcher.match(event).matched);
      if (was) outcome.hits++;
      else outcome.misses++;
      if (was !== is) outcome.different.push(event);
    }
  }
  return outcome;
}

function checkSafe(text: string, fix: Fix): { readonly hits: number; readonly misses: number } {
  return checkSame(text, applyEdits(text, fix.edits), fix.title);
}

function checkSame(text: string, after: string, name: string): { readonly hits: number; readonly misses: number } {
  const { rules, hits, misses, different } = compareMatches(text, after);
  expect({ name, rules }).toEqual({ name, rules: rulesOf(text).length });
  expect({ name, different }).toEqual({ name, different: [] });
  return { hits, misses };
}

/** Whether the fixes left log sources and detections as they were, so that nothing has to be tried. */
function hasSameLogic(before: string, after: string): boolean {
  const [was, is] = [before, after].map((text) =>
    summarizeRules(parseSigma(text, { treatAsSigma: true })).map(({ kind, logic }) => `${kind} ${logic}`),
  );
  return was?.join() === is?.join();
}

/** Applies all safe fixes together and compares the rules; tells which checks had some. */
function checkAllTogether(name: string, text: string): readonly string[] {
  const { text: after, applied } = fixText(text, { lint: findingsOf });
  if (applied.length > 0 && !hasSameLogic(text, after)) checkSame(text, after, name);
  return applied.map(({ code }) => code);
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
    const offered = new Set<string>();
    for (const text of examples())
      for (const { code, fix } of safeFixes(text)) {
        offered.add(code);
        const { hits, misses } = checkSafe(text, fix);
        if (rulesOf(text).length === 0 || (hits > 0 && misses > 0)) tried.add(code);
      }
    const offering = readdirSync(rulesFolder, { recursive: true, encoding: 'utf8' })
      .filter(
        (file) =>
          file.endsWith('.ts') && /'safe'|removeSelection\(/.test(readFileSync(join(rulesFolder, file), 'utf8')),
      )
      .map((file) => /(\w+)\.ts$/.exec(file)?.[1] as string);
    expect([...tried].sort()).toEqual([...new Set([...offered, ...offering])].sort());
  });

  it('keep what the examples match when all are applied together', () => {
    const codes = new Set(examples().flatMap((text, index) => checkAllTogether(`example ${index}`, text)));
    expect(codes.size).toBeGreaterThan(20);
  });

  it('keep what the rules match that the project ships and generates from', () => {
    const files = openDataFiles(join(root, 'corpus'));
    for (const provider of files.list('gold'))
      for (const name of files.list(`gold/${provider}`))
        if (name.endsWith('.yml') && !name.endsWith('.tests.yml'))
          checkAllTogether(name, files.read(`gold/${provider}/${name}`));
  });

  it.skipIf(!hasOracle('sigmahq'))(
    'keep what the rules of SigmaHQ match, all together',
    () => {
      const codes = [...sigmaHqRules()].flatMap(([path, text]) => checkAllTogether(path, text));
      expect(codes.length).toBeGreaterThan(300);
      expect(new Set(codes).size).toBeGreaterThan(8);
    },
    120_000,
  );

  it('never turn AND into OR', () => {
    const text = `title: A
logsource:
    product: windows
detection:
    selection:
        CommandLine|re|all:
            - 'a+b'
            - 'c+d'
    condition: selection
`;
    const removed = findingsOf(text).flatMap(({ fixes = [] }) => fixes.filter(({ edits }) => edits.length > 0));
    for (const fix of removed) checkSafe(text, fix);
    expect(
      applyEdits(
        text,
        removed.flatMap(({ edits }) => edits),
      ),
    ).toContain('|re|all');
  });
});
