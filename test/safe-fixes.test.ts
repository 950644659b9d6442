import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileRule } from '../server/src/evaluate/compile-rule.ts';
import { sampleEvents } from '../server/src/evaluate/sample-events.ts';
import type { SigmaEvent } from '../server/src/evaluate/sigma-event.ts';
import { defaultLintConfig, lintProfiles } from '../server/src/lint/config.ts';
import type { Fix, LintProfile } from '../server/src/lint/define-rule.ts';
import { createLintData } from '../server/src/lint/lint-data.ts';
import { type Finding, lintSigma } from '../server/src/lint/linter.ts';
import { openDataFiles } from '../server/src/node/data-files.ts';
import { fixText } from '../server/src/services/fix.ts';
import { keepsMatches } from '../server/src/services/keeps-matches.ts';
import { parseSigma } from '../server/src/sigma/parse-sigma.ts';
import type { SigmaRule } from '../server/src/sigma/rule/sigma-rule.ts';
import { summarizeRules } from '../server/src/workspace/rule-summary.ts';
import { applyEdits } from './harness/check-fix.ts';
import { hasOracle } from './harness/oracle.ts';
import { randomEvents, randomRule } from './harness/random-rules.ts';
import { sigmaHqRules } from './harness/sigmahq-rules.ts';
import { readSquiggles } from './harness/squiggles.ts';

const root = join(import.meta.dirname, '..');
const rulesFolder = join(root, 'server/src/lint/rules');
const data = createLintData(openDataFiles(join(root, 'corpus')), '2026-11-21');

function findingsOf(text: string, profile: LintProfile = 'strict'): Finding[] {
  return lintSigma(parseSigma(text, { treatAsSigma: true }), { config: { ...defaultLintConfig, profile }, data });
}

function safeFixes(text: string, profile?: LintProfile): { readonly code: string; readonly fix: Fix }[] {
  return findingsOf(text, profile).flatMap(({ code, fixes = [] }) =>
    fixes.filter(({ kind }) => kind === 'safe').map((fix) => ({ code, fix })),
  );
}

function rulesOf(text: string): SigmaRule[] {
  const { rules } = parseSigma(text, { treatAsSigma: true }).collection;
  return rules.filter((rule): rule is SigmaRule => rule.kind === 'rule');
}

/** Events on which the rules of two texts disagree, and how many events hit. */
function compareMatches(before: string, after: string, more: readonly SigmaEvent[] = [], most = 5000) {
  const fixed = rulesOf(after);
  const outcome = { rules: fixed.length, hits: 0, misses: 0, different: [] as unknown[] };
  for (const [index, rule] of rulesOf(before).entries()) {
    const other = fixed[index];
    if (!other) continue;
    const matchers = [compileRule(rule), compileRule(other)] as const;
    const samples = [rule, other].flatMap(({ detection }) => (detection ? sampleEvents(detection, most) : []));
    for (const event of [...samples, ...more]) {
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
  const { text: after, applied } = fixText(text, { lint: (one) => findingsOf(one) });
  if (applied.length > 0 && !hasSameLogic(text, after)) checkSame(text, after, name);
  return applied.map(({ code }) => code);
}

function ruleOf(detections: readonly string[], condition: string): string {
  const lines = [...detections, `condition: ${condition}`].map((line) => `    ${line}`);
  return `title: A\nlogsource:\n    product: windows\ndetection:\n${lines.join('\n')}\n`;
}

function repeated(text: string): unknown[] {
  return parseSigma(text).yaml.documents.flatMap(({ problems }) => problems);
}

/** What is wrong with a fixed text: another rule, other problems, or events on which it decides otherwise. */
function differences(text: string, after: string, events: readonly SigmaEvent[]): unknown[] {
  const [was, is] = [text, after].map((one) => {
    const { yaml, collection } = parseSigma(one, { treatAsSigma: true });
    const problems = yaml.documents.flatMap((document) => document.problems.map(({ code }) => code));
    return JSON.stringify([problems.sort(), collection.rules.map(({ kind, errors }) => [kind, errors.length > 0])]);
  });
  return was === is ? compareMatches(text, after, events, 60).different : [`${was} became ${is}`];
}

/** Tries all safe fixes of a random rule, each alone and all together. */
function tryRandomRule(
  seed: number,
  profile: LintProfile,
): { readonly codes: readonly string[]; readonly wrong: unknown[] } {
  const text = randomRule(seed);
  const events = randomEvents(seed, 20);
  const single = safeFixes(text, profile);
  const { text: together } = fixText(text, { lint: (one) => findingsOf(one, profile), isSame: keepsMatches });
  const results = new Map(single.map(({ code, fix }) => [applyEdits(text, fix.edits), code]));
  results.set(together, 'all');
  results.delete(text);
  const wrong = [...results].flatMap(([after, name]) => differences(text, after, events).map((what) => [name, what]));
  return {
    codes: single.map(({ code }) => code),
    wrong: wrong.slice(0, 2).map((what) => ({ seed, profile, text, what })),
  };
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

  it('name no selection that a condition or `them` does not stand for', () => {
    for (const name of ['_x', 'not-it', '_sel']) {
      const text = ruleOf([`${name}:`, '    F: a'], '1 of them');
      expect(safeFixes(text)).toEqual([]);
    }
    expect(safeFixes(ruleOf(['x:', '    F: a'], '1 of them')).length).toBeGreaterThan(0);
  });

  const twice = [
    ['CommandLine|contains|all: foo', 'CommandLine|contains: bar'],
    ['CommandLine|re|i: .*foo.*', 'CommandLine|contains|all: bar'],
    ["CommandLine: '*foo*'", 'CommandLine|contains: bar'],
    ['CommandLine|re|i: .*foo.*', "CommandLine: '*bar*'"],
    ["CommandLine|cased|contains: '\\123'", 'CommandLine|contains: bar'],
    ["CommandLine: ['*foo*', '*bar*']", "'CommandLine|contains': x"],
  ];
  it.each(twice)('never make a key stand twice: %s, %s', (...items) => {
    for (const profile of lintProfiles)
      for (const pair of [items, items.toReversed()]) {
        const text = ruleOf(['sel:', ...pair.map((item) => `    ${item}`)], 'sel');
        for (const { fix } of safeFixes(text, profile)) expect(repeated(applyEdits(text, fix.edits))).toEqual([]);
        const fixed = fixText(text, { lint: (one) => findingsOf(one, profile), isSame: keepsMatches }).text;
        expect(repeated(fixed)).toEqual([]);
        checkSame(text, fixed, text);
      }
  });

  it('leave what aliases, merge keys and templates share', () => {
    const base = "base: &b {CommandLine: '*foo*', User|contains|all: x1}\n";
    const merged = base + ruleOf(['sel:', '    <<: *b', '    CommandLine: bar', '    User|contains|all: y1'], 'sel');
    const alias = ruleOf(['a:', "    F|contains: &v ['*x*', '*y*']", 'b:', '    G: *v'], 'a or b');
    const template = `action: global\n${ruleOf(['a:', '    F|contains|all: x'], 'a')}---\n${ruleOf(['a:', '    F|contains: y'], 'a')}`;
    for (const text of [merged, alias, template]) expect(safeFixes(text)).toEqual([]);
    for (const text of [merged, alias, template])
      expect(findingsOf(text).some(({ fixes }) => fixes?.length)).toBe(true);
  });

  it('leave an item at the head of a list entry its dash', () => {
    const text = ruleOf(['a:', '    - F|contains: fo', '      F: foo', '      G: x', '    - H: y'], 'a');
    const [only] = safeFixes(text).filter(({ code }) => code === 'redundant_item');
    expect(only && applyEdits(text, only.fix.edits)).toContain('- F: foo\n');
    if (only) checkSafe(text, only.fix);
  });

  it.each([0, 300, 600, 900, 1200])(
    'keep what random rules match, with several values in a field too: from seed %i',
    (first) => {
      const [from = first, count = 300] = (process.env.SAFE_FIXES_SEEDS ?? '').split('+').filter(Boolean).map(Number);
      const codes = new Set<string>();
      for (let seed = from; seed < from + count; seed++) {
        const profile = seed % 3 === 0 ? (lintProfiles[seed % lintProfiles.length] as LintProfile) : 'strict';
        const tried = tryRandomRule(seed, profile);
        expect(tried.wrong).toEqual([]);
        for (const code of tried.codes) codes.add(code);
      }
      expect(codes.size).toBeGreaterThan(10);
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
