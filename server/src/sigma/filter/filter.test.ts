import { describe, expect, it } from 'vitest';
import { parseCondition } from '../condition/parse-condition.ts';
import { parseSigma } from '../parse-sigma.ts';
import { resolveRules } from '../rule/resolve-rules.ts';
import type { SigmaRule } from '../rule/sigma-rule.ts';

const rule =
  'title: r\nname: r\nlogsource: {category: x, product: windows}\ndetection:\n  sel: {A: x}\n  condition: [sel, 1 of sel*]\n';
const filter = (body: string, logsource = '{product: windows}') =>
  `title: f\nlogsource: ${logsource}\nfilter:\n${body.replace(/^/gm, '  ')}\n`;

function apply(...filters: string[]): { rule: SigmaRule; error: string | undefined; text: string } {
  const text = [rule, ...filters].join('---\n');
  const resolved = resolveRules(parseSigma(text).collection.rules);
  const first = resolved.rules[0];
  if (first?.kind !== 'rule') throw new Error('no rule');
  return { rule: first, error: resolved.error?.message, text };
}

const conditions = (...filters: string[]) => apply(...filters).rule.detection?.conditions.map(({ text }) => text);

describe('filters', () => {
  it('add their detections and join the conditions', () => {
    const { rule: filtered } = apply(filter('rules: any\nflt: {U: x}\ncondition: not flt'));
    expect([...(filtered.detection?.detections.keys() ?? [])]).toEqual(['sel', '_filt_aaaaaaaaaa_flt']);
    expect(filtered.detection?.conditions.map(({ text }) => text)).toEqual([
      '(sel) and (not _filt_aaaaaaaaaa_flt)',
      '(1 of sel*) and (not _filt_aaaaaaaaaa_flt)',
    ]);
  });

  it.each([
    ['1 of them', '1 of P_*'],
    ['not 1 of flt_* or *x', 'not 1 of P_flt_* or P_*x'],
    ['Not flt', 'Not P_flt'],
    ['_flt', '_P_flt'],
  ])('rename %s', (condition, expected) => {
    const joined = conditions(filter(`rules: any\nflt: {U: x}\ncondition: "${condition}"`))?.[0];
    expect(joined).toBe(`(sel) and (${expected.replaceAll('P', '_filt_aaaaaaaaaa')})`);
  });

  it('have names of their own', () => {
    const one = filter('rules: any\nflt: {U: x}\ncondition: not flt');
    expect(conditions(one, one)?.[0]).toBe('((sel) and (not _filt_aaaaaaaaaa_flt)) and (not _filt_aaaaaaaaab_flt)');
  });

  it.each([
    ['r', '{product: windows}', true],
    ['[nosuch, r]', '{category: x}', true],
    ['[nosuch]', '{product: windows}', false],
    ['any', '{product: linux}', false],
    ['ANY', '{category: x, product: windows}', true],
    ['[]', '{product: windows}', true],
    ['any', '{category: x, service: y}', false],
  ])('for rules %s with log source %s are applied: %s', (rules, logsource, applied) => {
    const joined = conditions(filter(`rules: ${rules}\nflt: {U: x}\ncondition: not flt`, logsource));
    expect(joined?.[0] !== 'sel').toBe(applied);
  });

  it('keep the places of the rule’s condition', () => {
    const { rule: filtered, text } = apply(filter('rules: any\nflt: {U: x}\ncondition: not flt'));
    const condition = filtered.detection?.conditions[0];
    if (condition === undefined) throw new Error('no condition');
    const { tree } = parseCondition(condition);
    const first = tree?.kind === 'and' ? tree.args[0]?.span : undefined;
    expect(text.slice(first?.start, first?.end)).toBe('sel');
  });

  it('leave the parsed rule as it is', () => {
    const { rules } = parseSigma(
      [rule, filter('rules: any\nflt: {U: x}\ncondition: not flt')].join('---\n'),
    ).collection;
    resolveRules(rules);
    expect(rules[0]?.kind === 'rule' && rules[0].detection?.detections.size).toBe(1);
  });

  it.each([
    ['rules: any\nflt: {U: x}', 'SigmaFilterConditionError', 'filter'],
    ['rules: any\nflt: {U: x}\ncondition: [flt]', 'SigmaFilterConditionError', '[flt]'],
    ['flt: {U: x}\ncondition: flt', 'SigmaFilterRuleReferenceError', 'filter'],
    ['rules: 5\nflt: {U: x}\ncondition: flt', 'SigmaFilterRuleReferenceError', '5'],
    ['rules: any\ncondition: flt', 'SigmaDetectionError', 'filter'],
  ])('%j is refused', (body, errorClass, place) => {
    const text = filter(body);
    const { errors } = parseSigma(text, { treatAsSigma: true }).collection;
    const found = parseSigma(text, { treatAsSigma: true }).collection.rules[0]?.errors[0];
    expect(errors).toEqual([]);
    expect(found?.errorClass).toBe(errorClass);
    expect(text.slice(found?.span.start, found?.span.end)).toBe(place);
  });

  it('without log source fit no rule', () => {
    expect(apply('title: f\nfilter: {rules: any, flt: {U: x}, condition: flt}\n').error).toBe(
      'Containment check only allowed between log sources',
    );
  });
});
