import { describe, expect, it } from 'vitest';
import { parseSigma } from '../../sigma/parse-sigma.ts';
import type { TokenType } from './legend.ts';
import { semanticTokens } from './semantic-tokens.ts';

/** `words type` of each token, of all types or of those named. */
function tokens(text: string, ...types: readonly TokenType[]): string[] {
  return semanticTokens(parseSigma(text, { treatAsSigma: true }))
    .filter(({ type }) => types.length === 0 || types.includes(type))
    .map(({ start, end, type, modifier }) => [text.slice(start, end), type, modifier].filter(Boolean).join(' '));
}

describe('semantic tokens', () => {
  it('are the words of a rule', () => {
    const rule = `title: A * b
name: my_rule
status: test
tags:
    - attack.t1059.001
logsource:
    product: windows
detection:
    sel:
        Image|endswith|windash: '\\a*\\*b?'
        EventID: 1
    filter_x:
        - keyword*
    condition: (sel or not 1 of filter_*) and all of them
fields:
    - User
level: high
`;
    expect(tokens(rule)).toEqual([
      'my_rule class declaration',
      'test enumMember',
      'attack namespace',
      't1059.001 enumMember',
      'windows enumMember',
      'sel function declaration',
      'Image property',
      '| operator',
      'endswith sigmaModifier',
      '| operator',
      'windash sigmaModifier',
      '* sigmaWildcard',
      '\\* sigmaEscape',
      '? sigmaWildcard',
      'EventID property',
      'filter_x function declaration',
      '* sigmaWildcard',
      '( operator',
      'sel function',
      'or keyword',
      'not keyword',
      '1 keyword',
      'of keyword',
      'filter_ function',
      '* sigmaWildcard',
      ') operator',
      'and keyword',
      'all keyword',
      'of keyword',
      'them keyword',
      'User property',
      'high enumMember',
    ]);
  });

  it('are the words of correlations and filters', () => {
    const text = `correlation:
    type: temporal
    rules: [a, b]
    group-by: [User]
    timespan: 5m
    aliases:
        ip:
            a: SourceIp
    condition: a and not b
---
correlation:
    type: value_count
    rules: a
    condition: {gte: 3, field: User}
---
logsource: {product: windows}
filter:
    rules: any
    selection: {User: x}
    condition: not selection
`;
    expect(tokens(text, 'class', 'operator', 'number', 'keyword')).toEqual([
      ...['a class', 'b class', '5m number', 'a class', 'a class', 'and keyword', 'not keyword', 'b class'],
      ...['a class', 'gte operator', 'any keyword', 'not keyword'],
    ]);
    expect(tokens(text, 'property')).toEqual([
      ...['User property', 'ip property declaration', 'SourceIp property', 'User property', 'User property'],
    ]);
  });

  it('stand at the very characters of quoted, escaped and folded scalars, each on one line', () => {
    const text = `detection:
    "s\\x65l":
        a: "x\\x2ay\\t*"
        b: 'it''s *'
    condition: >-
        sel
        and not
        (x)
`;
    expect(tokens(text)).toEqual([
      ...['s\\x65l function declaration', 'a property', '\\x2a sigmaWildcard', '* sigmaWildcard', 'b property'],
      ...['* sigmaWildcard', 'sel function', 'and keyword', 'not keyword', '( operator', 'x function', ') operator'],
    ]);
    expect(tokens('detection:\n    a:\n        b|re: "x\n            y"\n', 'regexp')).toEqual([
      'x regexp',
      'y regexp',
    ]);
  });

  it('are the parts of a regular expression, and placeholders', () => {
    const text =
      "detection:\n    a:\n        b|re: '^(?:ab|c\\.)[^]x]{2,}\\d+?.*$'\n        c|expand: '%admins%*'\n        d|fieldref: Image\n";
    expect(tokens(text).slice(3)).toEqual([
      ...['re sigmaModifier', '^ sigmaRegexQuantifier', '(?: sigmaRegexGroup', 'ab regexp', '| sigmaRegexQuantifier'],
      ...['c regexp', '\\. sigmaEscape', ') sigmaRegexGroup', '[^]x] sigmaRegexClass', '{2,} sigmaRegexQuantifier'],
      ...['\\d sigmaRegexClass', '+? sigmaRegexQuantifier', '. sigmaRegexClass', '* sigmaRegexQuantifier'],
      ...['$ sigmaRegexQuantifier', 'c property', '| operator', 'expand sigmaModifier', '%admins% sigmaPlaceholder'],
      ...['* sigmaWildcard', 'd property', '| operator', 'fieldref sigmaModifier', 'Image property'],
    ]);
  });

  it('are there for broken rules, for aliases once, and not for other YAML', () => {
    expect(tokens('detection:\n    a: &x\n        b: "*"\n    c: *x\n    condition: a and\n', 'sigmaWildcard')).toEqual(
      ['* sigmaWildcard'],
    );
    expect(tokens('detection:\n    a:\n        b: [*\n', 'property')).toEqual(['b property']);
    expect(semanticTokens(parseSigma('a: 1\n'))).toEqual([]);
  });

  it('are those of a range on demand', () => {
    const text = 'status: test\ndetection:\n    a: {b: 1}\n';
    const all = semanticTokens(parseSigma(text));
    const some = semanticTokens(parseSigma(text), { range: { start: 0, end: 3 } });
    expect([all.length, some.length]).toEqual([3, 1]);
  });
});
