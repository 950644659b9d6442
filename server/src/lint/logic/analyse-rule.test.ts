import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { applyEdits } from '../../../../test/harness/check-fix.ts';
import { compileRule } from '../../evaluate/compile-rule.ts';
import { parseCondition } from '../../sigma/condition/parse-condition.ts';
import { parseSigma } from '../../sigma/parse-sigma.ts';
import type { SigmaRule } from '../../sigma/rule/sigma-rule.ts';
import { lintSigma } from '../linter.ts';
import { ineffectiveFilter } from '../rules/logic/ineffective_filter.ts';
import { shadowedSelection } from '../rules/logic/shadowed_selection.ts';
import { analyseRule } from './analyse-rule.ts';

const texts = new WeakMap<SigmaRule, string>();

function ruleOf(selections: Readonly<Record<string, unknown>>, condition: string): SigmaRule {
  const detection = { ...selections, condition };
  const text = stringify({ title: 'A', logsource: { product: 'windows' }, detection });
  const rule = parseSigma(text, { treatAsSigma: true }).collection.rules[0] as SigmaRule;
  texts.set(rule, text);
  return rule;
}

function analysisOf(rule: SigmaRule) {
  const read = (rule.detection?.conditions ?? []).map((condition) => ({ condition, ...parseCondition(condition) }));
  const { impossible, unreachable, ineffective, shadowed } = analyseRule(rule, read);
  const names = (list: readonly { readonly named: { readonly name: string } }[]) => list.map(({ named }) => named.name);
  return {
    impossible: impossible !== undefined,
    unreachable: names(unreachable),
    ineffective: names(ineffective),
    shadowed: names(shadowed),
  };
}

/** The rule after all fixes of what changes nothing, applied together. */
function withoutNeedless(rule: SigmaRule): SigmaRule {
  const text = texts.get(rule) as string;
  const findings = lintSigma(parseSigma(text, { treatAsSigma: true }), {
    rules: [ineffectiveFilter, shadowedSelection],
  });
  const edits = findings.flatMap(({ fixes = [] }) => fixes.flatMap((fix) => fix.edits));
  return parseSigma(applyEdits(text, edits), { treatAsSigma: true }).collection.rules[0] as SigmaRule;
}

const nothing = { impossible: false, unreachable: [], ineffective: [], shadowed: [] };

describe('what is certain about a rule', () => {
  it.each([
    [{ a: { X: 1 } }, 'a and not a'],
    [{ a: { X: 1 }, b: { X: 2 } }, 'a and b'],
    [{ a: { 'X|startswith': 'a', 'X|contains': 'b' }, b: { 'X|startswith': 'c' } }, 'all of them'],
    [{ a: { X: [1, 2] }, b: { X: 1 }, c: { X: 2 } }, 'a and not (b or c)'],
    [{ a: { X: ['abc', 'abd'] }, b: { 'X|startswith': 'ab' } }, 'a and not b'],
    [{ a: { 'X|contains': 'b' }, b: { X: null } }, 'a and b'],
  ])('%j cannot match under %s', (selections, condition) => {
    expect(analysisOf(ruleOf(selections, condition)).impossible).toBe(true);
  });

  it.each([
    [{ a: { X: 1 }, b: { Y: 1 } }, 'a and not b'],
    [{ a: { 'X|contains': 'a' }, b: { 'X|contains': 'b' } }, 'a and b'],
    [{ a: { X: [1, 2] }, b: { X: 1 } }, 'a and not b'],
    [{ a: ['word'], b: ['other'] }, 'a and not b'],
    [{ a: { 'X|re': 'a' }, b: { 'X|re': 'b' } }, 'a or b'],
    [{ a: { 'X|day': 5 }, b: { 'X|hour': 5 } }, 'a or b'],
  ])('nothing about %j under %s', (selections, condition) => {
    expect(analysisOf(ruleOf(selections, condition))).toEqual(nothing);
  });

  it('knows no contradiction in fields that may hold a list', () => {
    const rule = ruleOf({ a: { 'x[].y': 1 }, b: { 'x[].y': 2 } }, 'a and b');
    expect(analysisOf(rule)).toEqual(nothing);
  });

  it('holds for random rules and events', () => {
    const value = fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 1, maxLength: 3 });
    const key = fc.tuple(fc.constantFrom('X', 'Y'), fc.constantFrom('', '|contains', '|startswith', '|endswith'));
    const item = fc.tuple(key, fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 })));
    const selection = fc
      .array(item, { minLength: 1, maxLength: 3 })
      .map((items) => Object.fromEntries(items.map(([[field, modifier], values]) => [field + modifier, values])));
    const condition = fc.constantFrom(
      's1 and s2 and not s3',
      '1 of s* and not f',
      's1 and not 1 of f*',
      's1 or (s2 and not f)',
      'not s1 and (s2 or s3) and not f2',
      'all of s* and not f',
      's1 and not 1 of f* and not 1 of g*',
      '1 of s* and not 1 of g* and not f',
    );
    const field = fc.option(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 4 }), { nil: undefined });
    const events = fc.array(fc.record({ X: field, Y: field }), { minLength: 40, maxLength: 40 });
    const names = ['s1', 's2', 's3', 'f', 'f2', 'g1', 'g2'];
    const property = fc.property(fc.tuple(...names.map(() => selection)), condition, events, (made, text, samples) => {
      const selections = Object.fromEntries(names.map((name, index) => [name, made[index]]));
      const rule = ruleOf(selections, text);
      const { impossible, unreachable, ineffective, shadowed } = analysisOf(rule);
      const without = [
        withoutNeedless(rule),
        ...[...unreachable, ...ineffective, ...shadowed]
          .filter((name) => text.includes(' of ') && !new RegExp(`\\b${name}\\b`).test(text))
          .map((name) => {
            const rest = names.flatMap((one) => (one === name ? [] : [[one, selections[one]]]));
            return ruleOf(Object.fromEntries(rest), text);
          }),
      ].map(compileRule);
      const matcher = compileRule(rule);
      for (const event of samples) {
        const { matched } = matcher.match(event);
        if (impossible) expect(matched).toBe(false);
        for (const other of without)
          if (other.unevaluable === undefined) expect(other.match(event).matched).toBe(matched);
      }
    });
    fc.assert(property, { numRuns: 1500, seed: 11 });
  });
});
