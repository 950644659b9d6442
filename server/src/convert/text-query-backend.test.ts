import { describe, expect, it } from 'vitest';
import { ConversionError } from '../pipeline/conversion-error.ts';
import { ruleDraft } from '../pipeline/rule-draft.ts';
import { parseCondition } from '../sigma/condition/parse-condition.ts';
import { postprocessCondition } from '../sigma/condition/postprocess.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import type { SigmaRule } from '../sigma/rule/sigma-rule.ts';
import { ConversionState } from './conversion-state.ts';
import { type DialectOptions, defineDialect } from './dialect.ts';
import { TextQueryBackend } from './text-query-backend.ts';

/** A language that nobody speaks. */
const invented: DialectOptions = {
  groupExpression: '[{expr}]',
  orToken: 'vel',
  andToken: 'et',
  notToken: 'non',
  eqToken: ' est ',
  fieldQuote: '`',
  fieldQuotePattern: /^\w+$/,
  strQuote: "'",
  escapeChar: '\\',
  wildcardMulti: '%',
  wildcardSingle: '_',
  addEscaped: '\\',
  boolValues: { true: 'verum', false: 'falsum' },
  startswithExpression: '{field} incipit {value}',
  endswithExpression: '{field} finit {value}',
  containsExpression: '{field} habet {value}',
  wildcardMatchExpression: '{field} similis {value}',
  caseSensitiveMatchExpression: '{field} idem {value}',
  reExpression: '{field} forma /{regex}/{flag_i}',
  reEscape: ['/'],
  reFlagPrefix: false,
  cidrExpression: '{field} in rete {network}/{prefixlen}',
  compareOpExpression: '{field} {operator} {value}',
  compareOperators: { lt: 'minor', gt: 'maior' },
  fieldEqualsFieldExpression: '{field1} par {field2}',
  fieldNullExpression: '{field} nihil',
  fieldExistsExpression: '{field} exstat',
  convertOrAsIn: true,
  fieldInListExpression: '{field} {op} ({list})',
  orInOperator: 'inter',
  listSeparator: '; ',
  unboundValueStrExpression: 'quaere {value}',
  unboundValueNumExpression: 'quaere {value}',
  queryExpression: 'in {state[liber]}: {query}',
  stateDefaults: { liber: 'annales' },
};

function convert(detection: string, options: Partial<DialectOptions> = {}) {
  const text = `title: T\nlogsource:\n  product: x\ndetection:\n${detection.replace(/^/gm, '  ')}\n`;
  const rule = parseSigma(text, { treatAsSigma: true }).collection.rules[0] as SigmaRule;
  const draft = ruleDraft(rule);
  const backend = new TextQueryBackend(defineDialect({ ...invented, ...options }));
  const state = new ConversionState(new Map());
  const [condition] = draft.conditions;
  if (!condition || !rule.detection) throw new Error('The rule has no condition.');
  const { item } = postprocessCondition(parseCondition(condition).tree as never, rule.detection);
  const converted = backend.convertCondition(item, state);
  if (converted === null) return { text: null, source: text, map: [] };
  const query = backend.finishQuery(draft, converted, state);
  return { text: query.text, source: text, map: query.sourceMap() };
}

const query = (detection: string, options?: Partial<DialectOptions>) =>
  convert(detection, options).text?.replace('in annales: ', '');

const items = (item: string) => query(`sel:\n  ${item}\ncondition: sel`);

describe('values', () => {
  it.each([
    ['f: x', "f est 'x'"],
    ["f: it's", "f est 'it\\'s'"],
    ["f: 'a\\b'", "f est 'a\\\\b'"],
    ['f: 5', 'f est 5'],
    ['f: true', 'f est verum'],
    ['f|startswith: x', "f incipit 'x'"],
    ['f|endswith: x', "f finit 'x'"],
    ['f|contains: x', "f habet 'x'"],
    ["f: 'a*b?'", "f similis 'a%b_'"],
    ['f|cased: x', "f idem 'x'"],
    ["f|re|i: 'a/b'", 'f forma /a\\/b/i'],
    ['f|cidr: 10.0.0.0/8', 'f in rete 10.0.0.0/8'],
    ['f|gt: 3', 'f maior 3'],
    ['f|fieldref: g', 'f par g'],
    ['f: null', 'f nihil'],
    ['f|exists: true', 'f exstat'],
    ['f|exists: false', 'non f exstat'],
    ["'a b': x", "`a b` est 'x'"],
    ["'a`b': x", "`a`b` est 'x'"],
  ])('%s', (item, expected) => {
    expect(items(item)).toBe(expected);
  });

  it.each([
    ['f|lte: 3', 'KeyError'],
    ['f|fieldref|startswith: g', 'NotImplementedError'],
    ['f|expand: "%x%"', 'SigmaPlaceholderError'],
  ])('%s is refused if the language cannot say it', (item, errorClass) => {
    expect(() => items(item)).toThrow(expect.objectContaining({ errorClass }) as ConversionError);
  });

  it('refuses what a dialect leaves out', () => {
    const without = { fieldNullExpression: undefined } as unknown as Partial<DialectOptions>;
    expect(() => query('sel:\n  f: null\ncondition: sel', without)).toThrow(ConversionError);
  });
});

describe('conditions', () => {
  const detections = 'a:\n  f: 1\nb:\n  g: 2\nc:\n  h: 3\n';

  it.each([
    ['a and b or c', '[f est 1 et g est 2] vel h est 3'.replace(/[[\]]/g, '')],
    ['a and (b or c)', 'f est 1 et [g est 2 vel h est 3]'],
    ['not a and b', 'non f est 1 et g est 2'],
    ['not (a and b)', 'non [f est 1 et g est 2]'],
    ['not (not a)', 'non [non f est 1]'],
    ['all of them', 'f est 1 et g est 2 et h est 3'],
    ['1 of them', 'f est 1 vel g est 2 vel h est 3'],
  ])('%s', (condition, expected) => {
    expect(query(`${detections}condition: ${condition}`)).toBe(expected);
  });

  it('puts everything in parentheses where the dialect says so', () => {
    expect(query(`${detections}condition: a and b or c`, { parenthesize: true })).toBe(
      '[f est 1 et g est 2] vel h est 3',
    );
  });

  it('makes lists of the values of one field, as far as they have no wildcards', () => {
    expect(query('sel:\n  f: [a, 2]\ncondition: sel')).toBe("f inter ('a'; 2)");
    expect(query("sel:\n  f: [a, 'b*']\ncondition: sel")).toBe("f est 'a' vel f incipit 'b'");
    expect(query("sel:\n  f: [a, 'b*']\ncondition: sel", { inExpressionsAllowWildcards: true })).toBe(
      "f inter ('a'; 'b%')",
    );
  });

  it('groups alternatives that a modifier makes', () => {
    expect(query("sel:\n  f|windash: '-x'\n  g: 1\ncondition: sel")).toMatch(/^\[f est '-x' vel .*\] et g est 1$/);
  });

  it.each([
    ['a|cidr: 10.0.0.0/15\n  g: 1\ncondition: sel', "[a incipit '10.0.' vel a incipit '10.1.'] et g est 1"],
    ['a|cidr: 10.0.0.0/15\ncondition: not sel', "non [a incipit '10.0.' vel a incipit '10.1.']"],
    [
      'a|cidr: [10.0.0.0/15, 11.0.0.0/8]\ncondition: sel',
      "a incipit '10.0.' vel a incipit '10.1.' vel a incipit '11.'",
    ],
    ['a|cidr: 10.0.0.0/8\n  g: 1\ncondition: sel', "a incipit '10.' et g est 1"],
  ])('groups the patterns of a network where the language has nothing else: %s', (detection, expected) => {
    const without = { cidrExpression: undefined } as unknown as Partial<DialectOptions>;
    expect(query(`sel:\n  ${detection}`, without)).toBe(expected);
  });

  it('leaves the patterns of a network in a list as they are', () => {
    const without = {
      cidrExpression: undefined,
      inExpressionsAllowWildcards: true,
    } as unknown as Partial<DialectOptions>;
    expect(query('sel:\n  a|cidr: 10.0.0.0/15\n  g: 1\ncondition: sel', without)).toBe(
      "a inter ('10.0.%'; '10.1.%') et g est 1",
    );
  });

  it('negates comparisons instead of groups where the dialect has expressions for it', () => {
    const options = { convertNotAsNotEq: true, notEqExpression: '{field} abest {value}' };
    expect(query('sel:\n  f: x\ncondition: not sel', options)).toBe("f abest 'x'");
  });

  it('looks for keywords in the whole event', () => {
    expect(query('sel:\n  - x\n  - 5\ncondition: sel')).toBe("quaere 'x' vel quaere 5");
  });
});

describe('a query', () => {
  it('stands in its frame', () => {
    expect(convert('sel:\n  f: x\ncondition: sel').text).toBe("in annales: f est 'x'");
  });

  it('knows where its fields and values came from', () => {
    const { text, source, map } = convert('sel:\n  f|contains: [x, y]\ncondition: sel');
    const parts = map.map(({ query: at, rule }) => [text?.slice(at.start, at.end), source.slice(rule.start, rule.end)]);
    expect(parts).toEqual([
      ['f', 'f'],
      ["'x'", 'x'],
      ['f', 'f'],
      ["'y'", 'y'],
    ]);
  });
});
