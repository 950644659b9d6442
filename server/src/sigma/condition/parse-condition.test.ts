import { describe, expect, it } from 'vitest';
import { parseSigma } from '../parse-sigma.ts';
import type { ConditionNode, SigmaConditionText } from '../rule/sigma-rule.ts';
import { freeConditionText } from './condition-text.ts';
import { isConditionIdentifier, parseCondition } from './parse-condition.ts';

function shown(node: ConditionNode): string {
  if (node.kind === 'identifier') return node.name;
  if (node.kind === 'selector') return `${node.quantifier} of ${node.pattern}`;
  return `${node.kind}(${node.args.map(shown).join(', ')})`;
}

/** The tree, or the error's text. */
function read(text: string, gluedOperators = false): string {
  const { tree, error } = parseCondition(freeConditionText(text), { gluedOperators });
  return tree === null ? `${error?.errorClass}: ${error?.message}` : shown(tree);
}

const surprises = (text: string) =>
  parseCondition(freeConditionText(text)).surprises.map(({ kind, word, replacement }) => [kind, word, replacement]);

describe('grammar of conditions', () => {
  it.each([
    ['a or b and c or d', 'or(a, and(b, c), d)'],
    ['not a and b', 'and(not(a), b)'],
    ['a and (b and c)', 'and(a, and(b, c))'],
    ['((a))', 'a'],
    ['a\n\tand  b', 'and(a, b)'],
    ['1 of sel_* and not all of them', 'and(1 of sel_*, not(all of them))'],
    ['any of *x', 'any of *x'],
    ['1', '1'],
    ['them', 'them'],
    ['1 of 1', '1 of 1'],
    ['not_filter and a', 'and(not_filter, a)'],
    ['a and not-x', 'and(a, not-x)'],
    ['notepad', 'notepad'],
    ['not(a) and(b)', 'and(not(a), b)'],
    ['android or order', 'or(android, order)'],
    ['a-b', 'a-b'],
  ])('reads %j', (text, tree) => {
    expect(read(text)).toBe(tree);
  });

  it.each([
    ['not_filter and a', 'and(not(_filter), a)'],
    ['nota', 'not(a)'],
    ['a andb', 'and(a, b)'],
    ['android or order', 'or(android, order)'],
  ])('reads %j as pySigma 1.5 where asked to', (text, tree) => {
    expect(read(text, true)).toBe(tree);
  });

  it.each([
    ['a andb', "Expected end of text, found 'andb'  (at char 2), (line:1, col:3)"],
    ['a AND b', "Expected end of text, found 'AND'  (at char 2), (line:1, col:3)"],
    ['a and ä', "found 'ä'  (at char 6), (line:1, col:7)"],
    ['(a', 'Unbalanced parentheses or expression syntax error, found end of text  (at char 2), (line:1, col:3)'],
    ['', 'W:(-0-9A-Z_a-z)}  (at char 0), (line:1, col:1)'],
    ['a\n)', "Expected end of text, found ')'  (at char 2), (line:2, col:1)"],
    ['1 of sel-*', "Expected end of text, found '-'"],
    ['sel | count() > 5', 'The pipe syntax in Sigma conditions has been deprecated'],
  ])('refuses %j', (text, message) => {
    expect(read(text)).toContain('SigmaConditionError: ');
    expect(read(text)).toContain(message);
  });

  it('says which names a condition can spell', () => {
    expect(['sel_1', 'a-b', '1'].every(isConditionIdentifier)).toBe(true);
    expect(['', 'a b', 'a.b', 'ä'].some(isConditionIdentifier)).toBe(false);
  });
});

describe('surprises', () => {
  it('reports operators that are glued to names', () => {
    expect(surprises('not_filter and 1 of them')).toEqual([['glued-operator', 'not_filter', undefined]]);
    expect(surprises('a orb')).toEqual([['glued-operator', 'orb', undefined]]);
    expect(surprises('not (a) or(b)')).toEqual([]);
  });

  it('says what causes an error', () => {
    expect(surprises('a AND b')).toEqual([['capital-operator', 'AND', 'and']]);
    expect(surprises('All of sel_*')).toEqual([['capital-quantifier', 'All of', 'all of']]);
    expect(surprises('2 of sel_*')[0]).toEqual(['unknown-quantifier', '2 of', undefined]);
    expect(surprises('1 of sel-*')[0]).toEqual(['dash-in-pattern', 'sel-*', undefined]);
    expect(surprises('sel_* and b')).toEqual([['pattern-without-selector', 'sel_*', undefined]]);
  });
});

describe('places in the file', () => {
  const file = (condition: string) =>
    `title: t\nlogsource: {category: x}\ndetection:\n  a: {F: x}\n  b: {F: y}\n  condition: ${condition}\n`;

  function conditionOf(text: string): SigmaConditionText {
    const rule = parseSigma(text).collection.rules[0];
    if (rule?.kind !== 'rule' || rule.detection?.conditions[0] === undefined) throw new Error('no condition');
    return rule.detection.conditions[0];
  }

  function leaves(node: ConditionNode): ConditionNode[] {
    return 'args' in node ? node.args.flatMap(leaves) : [node];
  }

  it.each([
    ['plain', 'a and b'],
    ['single quotes', "'a and b'"],
    ['double quotes', '"a\\x20and b"'],
    ['folded', '>\n    a and\n    b'],
    ['several plain lines', 'a\n    and\n    b'],
    ['literal', '|\n    a\n    and b'],
  ])('are exact in a scalar in %s', (_style, condition) => {
    const text = file(condition);
    const { tree, error } = parseCondition(conditionOf(text));
    expect(error).toBeNull();
    const found = leaves(tree as ConditionNode).map(({ span }) => text.slice(span.start, span.end));
    expect(found).toEqual(['a', 'b']);
  });

  it('are exact for errors', () => {
    const text = file('a AND b');
    const span = parseCondition(conditionOf(text)).error?.span;
    expect(text.slice(span?.start, span?.end)).toBe('AND');
    const incomplete = file("'a and'");
    const end = parseCondition(conditionOf(incomplete)).error?.span;
    expect(incomplete.slice(end?.start, end?.end)).toBe('and');
  });

  it('are the values of conditions that are no text', () => {
    const text = file('5');
    const { error } = parseCondition(conditionOf(text));
    expect(error).toMatchObject({ errorClass: 'TypeError', message: "argument of type 'int' is not iterable" });
    expect(text.slice(error?.span.start, error?.span.end)).toBe('5');
  });
});

describe('bombs', () => {
  it.each([
    ['10,000 open parentheses', '('.repeat(10_000), 'SigmaConditionError'],
    ['10,000 negations', `${'not '.repeat(10_000)}a`, 'RecursionError'],
    ['10,000 nested groups', `${'a and ('.repeat(10_000)}b${')'.repeat(10_000)}`, 'RecursionError'],
  ])('%s are an error', (_name, text, errorClass) => {
    expect(parseCondition(freeConditionText(text)).error?.errorClass).toBe(errorClass);
  });

  it('10,000 pairs of parentheses around a name are that name', () => {
    expect(read(`${'('.repeat(10_000)}a${')'.repeat(10_000)}`)).toBe('a');
  });
});
