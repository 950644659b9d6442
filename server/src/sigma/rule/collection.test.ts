import { describe, expect, it } from 'vitest';
import { isSigmaDocument } from '../is-sigma-document.ts';
import { parseSigma } from '../parse-sigma.ts';
import { resolveRules, sortPartially } from './resolve-rules.ts';
import type { AnySigmaRule } from './sigma-rule.ts';

const rule = (name: string, more = '') =>
  `title: ${name}\nname: ${name}\nlogsource: {category: x}\n${more}detection:\n  sel: {A: x}\n  condition: sel\n`;
const correlation = (name: string, rules: string, more = '') =>
  `title: ${name}\nname: ${name}\ncorrelation: {type: temporal, rules: [${rules}], timespan: 5m${more}}\n`;
const stream = (...documents: string[]) => documents.join('---\n');
const parse = (...documents: string[]) => parseSigma(stream(...documents), { treatAsSigma: true }).collection;
const titles = (rules: readonly AnySigmaRule[]) => rules.map(({ title }) => title?.value);

describe('documents', () => {
  it.each<[string, boolean]>([
    ['detection: {}', true],
    ['correlation: x', true],
    ['filter: {rules: any}', true],
    ['filter: {condition: x}', true],
    ['filter: {a: x}', false],
    ['filter: x', false],
    ['title: x\nfilter:', true],
    ['title: x\nfilter: {a: x}', true],
    ['title: x\nfilter: x', false],
    ['title: x\nfilter:\nquery: y', false],
    ['logsource: x\nfilter:', true],
    ['title: x\nlogsource: x', true],
    ['title: x', false],
    ['- detection', false],
    ['', false],
  ])('%j is Sigma: %s', (text, expected) => {
    const { yaml } = parseSigma(text);
    expect(isSigmaDocument(yaml.documents[0]?.root ?? null)).toBe(expected);
  });

  it('of other kinds are left out, unless everything is Sigma', () => {
    const text = stream('services: {}\n', rule('a'), 'x: 1\n');
    const { collection } = parseSigma(text);
    expect(titles(collection.rules)).toEqual(['a']);
    expect(collection.skippedDocuments).toEqual([0, 2]);
    expect(parseSigma(text, { treatAsSigma: true }).collection.rules).toHaveLength(3);
  });

  it('that only steer others belong to them', () => {
    const { collection } = parseSigma(stream('action: global\nlevel: high\n', rule('a'), 'action: reset\n', rule('b')));
    expect(collection.skippedDocuments).toEqual([]);
    expect(collection.rules.map(({ level }) => level?.value)).toEqual(['high', undefined]);
  });

  it('that are no mapping stop pySigma', () => {
    const { errors, collectRaises } = parse(rule('a'), '- x\n', rule('b'));
    expect(errors[0]).toMatchObject({ errorClass: 'AttributeError', fatal: true });
    expect(collectRaises?.message).toBe("'list' object has no attribute 'get'");
  });

  it('that are empty are passed over', () => {
    expect(parse(rule('a'), '', rule('b'), '~\n').rules).toHaveLength(2);
  });
});

describe('actions', () => {
  it('global: the template wins and is merged deeply', () => {
    const { rules } = parse('action: global\ntitle: G\ndetection: {common: {B: y}}\n', rule('a'));
    expect(titles(rules)).toEqual(['G']);
    const names = rules.map((found) => (found.kind === 'rule' ? [...(found.detection?.detections.keys() ?? [])] : []));
    expect(names).toEqual([['sel', 'common']]);
  });

  it('repeat: the rule before, changed', () => {
    const { rules } = parse(rule('a'), 'action: repeat\ntitle: b\ndetection: {sel: {A: z}}\n');
    expect(titles(rules)).toEqual(['a', 'b']);
    const values = rules.map(
      (found) => found.kind === 'rule' && found.detection?.detections.get('sel')?.detection.items[0],
    );
    expect(values).toMatchObject([{ value: [{ parts: [{ text: 'x' }] }] }, { value: [{ parts: [{ text: 'z' }] }] }]);
  });

  it('an unknown one is an error and the document is dropped', () => {
    const { rules, errors } = parse('action: foo\n', rule('a'));
    expect(rules).toHaveLength(1);
    expect(errors).toMatchObject([{ errorClass: 'SigmaCollectionError' }]);
    expect(errors[0]?.message).toContain("'foo' in rule 1");
  });

  it('correlations get no template', () => {
    const { rules } = parse('action: global\nlevel: high\n', correlation('c', 'a'), rule('a'));
    expect(rules.map(({ level }) => level?.value)).toEqual([undefined, 'high']);
  });

  it('leave the documents as they are', () => {
    const text = stream('action: global\nlevel: high\n', rule('a'));
    const { yaml } = parseSigma(text);
    const root = yaml.documents[1]?.root;
    expect(root?.kind === 'map' && root.entries.map(({ key }) => key.kind === 'scalar' && key.text)).not.toContain(
      'level',
    );
  });
});

describe('references', () => {
  it('are found by name, id and position', () => {
    const id = '929a690e-bef0-4204-a928-ef5e620d6fcc';
    const { rules } = parse(rule('a', `id: ${id}\n`), correlation('c', `a, ${id.toUpperCase()}, 0`));
    const { referenced, withoutOutput, error } = resolveRules(rules);
    expect(error).toBeUndefined();
    expect([...referenced.values()][0]?.map((found) => found.rule.title?.value)).toEqual(['a', 'a', 'a']);
    expect(titles([...withoutOutput])).toEqual(['a']);
  });

  it('of correlations that generate keep the output of their rules', () => {
    const { rules } = parse(rule('a'), correlation('c', 'a', ', generate: true'));
    expect(resolveRules(rules).withoutOutput.size).toBe(0);
  });

  it('that lead nowhere are errors', () => {
    const text = stream(rule('a'), correlation('c', 'a, nosuch'));
    const { error } = resolveRules(parseSigma(text).collection.rules);
    expect(error?.errorClass).toBe('SigmaRuleNotFoundError');
    expect(text.slice(error?.span.start, error?.span.end)).toBe('nosuch');
  });

  it('put rules before the correlations that name them', () => {
    const { rules } = parse(correlation('c', 'a'), rule('a'), rule('b'));
    expect(titles(resolveRules(rules).rules)).toEqual(['a', 'c', 'b']);
  });

  it('come from the condition where there is no list', () => {
    const text = stream(
      rule('a'),
      rule('b'),
      'title: c\ncorrelation: {type: temporal, timespan: 5m, condition: b and a}\n',
    );
    const { referenced } = resolveRules(parseSigma(text).collection.rules);
    expect([...referenced.values()][0]?.map(({ reference }) => reference)).toEqual(['b', 'a']);
  });
});

describe('sorting by a partial order', () => {
  it('turns descending runs and inserts the rest', () => {
    const less = (a: number, b: number) => a < b;
    expect(sortPartially([3, 2, 1, 5, 4], less)).toEqual([1, 2, 3, 4, 5]);
    expect(sortPartially([1, 2, 2, 1], less)).toEqual([1, 1, 2, 2]);
    expect(sortPartially([], less)).toEqual([]);
  });

  it('of 10,000 documents is quick', () => {
    const items = Array.from({ length: 10_000 }, (_, i) => i);
    expect(sortPartially(items, () => false)).toEqual(items);
  });
});
