import { describe, expect, it } from 'vitest';
import { parseSigma } from '../parse-sigma.ts';
import type { SigmaRule } from '../rule/sigma-rule.ts';
import { type ConditionItem, parentConditionChain, parentConditionChainContains } from './condition-item.ts';
import { parseCondition } from './parse-condition.ts';
import { postprocessCondition } from './postprocess.ts';

const detections = `
  a: {A: x}
  b: {B: [x, y]}
  c: {C|contains|all: [x, y], D: 1}
  kw: [k1, k2]
  list: [{A: x}, {B: y}]
  not_equal: {A|neq: x}
  empty: {A: }
  _hidden: {H: 1}
`;

function ruleOf(condition: string, own = detections): { rule: SigmaRule; text: string } {
  const text = `title: t\nlogsource: {category: x}\ndetection:${own}  condition: ${condition}\n`;
  const rule = parseSigma(text).collection.rules[0];
  if (rule?.kind !== 'rule' || rule.errors.length > 0) throw new Error(`broken: ${rule?.errors[0]?.message}`);
  return { rule, text };
}

function process(condition: string, own = detections, emptySelectors = false) {
  const { rule, text } = ruleOf(condition, own);
  const { detection } = rule;
  const text_ = detection?.conditions[0];
  if (detection === undefined || text_ === undefined) throw new Error('no condition');
  const { tree } = parseCondition(text_);
  if (tree === null) throw new Error('no tree');
  return { ...postprocessCondition(tree, detection, { emptySelectors }), text };
}

function shown(item: ConditionItem | null): string {
  if (item === null) return '-';
  if (item.kind === 'field') return item.field;
  if (item.kind === 'value') return 'kw';
  return `${item.kind}(${item.args.map(shown).join(' ')})`;
}

const tree = (condition: string) => shown(process(condition).item);

function leaves(item: ConditionItem | null): ConditionItem[] {
  if (item === null) return [];
  return item.kind === 'field' || item.kind === 'value' ? [item] : item.args.flatMap(leaves);
}

describe('postprocessed conditions', () => {
  it.each([
    ['a', 'A'],
    ['b', 'or(B B)'],
    ['c', 'and(and(C C) D)'],
    ['kw', 'or(kw kw)'],
    ['list', 'or(A B)'],
    ['empty', 'A'],
    ['a and not b', 'and(A not(or(B B)))'],
    ['1 of a*', 'A'],
    ['all of list*', 'or(A B)'],
    ['1 of _*', 'H'],
  ])('%s', (condition, expected) => {
    expect(tree(condition)).toBe(expected);
  });

  it('leave out detections that begin with an underscore', () => {
    expect(tree('all of them')).not.toContain('H');
    expect(tree('all of *')).not.toContain('H');
  });

  it('wrap negated items', () => {
    expect(tree('1 of not_*')).toBe('not(A)');
  });

  it('refuse selectors without match, unless asked to leave them out', () => {
    const { error, item, text } = process('a and 1 of nosuch*');
    expect(item).toBeNull();
    expect(error?.errorClass).toBe('SigmaConditionError');
    expect(text.slice(error?.span.start, error?.span.end)).toBe('nosuch*');
    expect(shown(process('a and 1 of nosuch*', detections, true).item)).toBe('and(A -)');
    expect(shown(process('1 of nosuch*', detections, true).item)).toBe('-');
  });

  it('name the unknown detection at its place', () => {
    const { error, item, text } = process('a and nosuch');
    expect(item).toBeNull();
    expect(error?.errorClass).toBe('SigmaConditionError');
    expect(text.slice(error?.span.start, error?.span.end)).toBe('nosuch');
  });

  it('refuse keywords without a value', () => {
    const { error } = process('kw', '\n  kw: []\n');
    expect(error).toMatchObject({ errorClass: 'SigmaConditionError', message: 'Null value must be bound to a field' });
  });

  it('refuse selectors over names that are no text', () => {
    expect(process('1 of them', '\n  5: x\n').error?.errorClass).toBe('TypeError');
  });

  it('lead back to the text', () => {
    const { item, text } = process('a and b');
    const found = leaves(item).map((leaf) => {
      if (leaf.kind !== 'field') throw new Error('no field');
      const at = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
      return [at(leaf.span), at(leaf.item.keySpan), leaf.detection.name, at(leaf.reference)];
    });
    expect(found).toEqual([
      ['x', 'A', 'a', 'a'],
      ['x', 'B', 'b', 'b'],
      ['y', 'B', 'b', 'b'],
    ]);
  });
});

describe('operators above a leaf', () => {
  const chains = (condition: string) =>
    leaves(process(condition).item).map((leaf) => parentConditionChain(leaf).join(' '));

  it('are those of the tree', () => {
    expect(chains('a and not c')).toEqual(['and', 'and and not and', 'and and not and', 'and not and']);
  });

  it('hold what collapsed', () => {
    expect(chains('1 of a*')).toEqual(['or']);
  });

  it('are those of the last use of a detection', () => {
    expect(chains('a or not a')).toEqual(['not or', 'not or']);
    const [first] = leaves(process('a or not a').item);
    expect(first && parentConditionChainContains(first, 'not')).toBe(true);
  });
});

describe('bombs', () => {
  const selections = Array.from({ length: 1000 }, (_, i) => `  sel_${i}: {A: x${i}}\n`).join('');

  it.each([
    ['the same', () => '1 of sel_*'],
    ['different', (i: number) => `1 of s${'*'.repeat(i % 5)}l_*`],
  ])('1,000 selectors over 1,000 selections, %s, are an error', (_name, selector) => {
    const condition = Array.from({ length: 1000 }, (_, i) => selector(i)).join(' or ');
    const { error } = process(condition, `\n${selections}`, true);
    expect(error?.errorClass).toBe('SigmaExpansionLimitError');
  });

  it('a pattern full of stars is matched in its length', () => {
    const name = 'a'.repeat(2000);
    expect(shown(process(`1 of ${'a*'.repeat(500)}b*`, `\n  ? ${name}\n  : {A: x}\n`, true).item)).toBe('-');
    expect(shown(process(`1 of ${'a*'.repeat(500)}`, `\n  ? ${name}\n  : {A: x}\n`).item)).toBe('A');
  });
});
