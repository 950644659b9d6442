import { describe, expect, it } from 'vitest';
import { checkLint, findingsOf } from '../../../test/harness/check-lint.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { defaultLintConfig, type LintConfig } from './config.ts';
import { defineRule } from './define-rule.ts';
import { lintSigma } from './linter.ts';

const rule = (detection: string, head = '') => `title: Test
${head}logsource:
    product: windows
detection:
${detection}level: low
`;
const good = `    selection:
        Image: a
    condition: selection
`;

describe('what cannot be parsed is marked where it stands', () => {
  it('missing required fields', () => {
    checkLint(`logsource:
#^^^^^^^^ sigma-title-error: The rule has no title.
    product: windows
detection:
    selection:
        Image: a
    condition: selection
`);
    checkLint(`title: Test
#^^^^ sigma-logsource-error: The rule has no 'logsource'.
detection:
    selection:
        Image: a
    condition: selection
`);
    checkLint(`title: Test
#^^^^ sigma-detection-error: The rule has no 'detection'.
logsource:
    product: windows
`);
  });

  it('wrong values of fields', () => {
    checkLint(
      rule(
        good,
        `id: not-a-uuid
#   ^^^^^^^^^^ sigma-identifier-error: The id is no UUID.
status: ready
#       ^^^^^ sigma-status-error: 'ready' is no status. Use experimental, test, stable, deprecated or unsupported.
date: 2024-02-30
#     ^^^^^^^^^^ value-error: “2024-02-30” looks like a date but is none
modified: 2024/13/1
#         ^^^^^^^^^ sigma-modified-error: '2024/13/1' is no date that Sigma can read.
tags: attack.t1059
#     ^^^^^^^^^^^^ sigma-tag-error: 'tags' must be a list.
`,
      ),
    );
  });

  it('unknown modifiers', () => {
    checkLint(
      rule(`    selection:
        Image|contians|all:
#             ^^^^^^^^ sigma-modifier-error: 'contians' is no Sigma modifier. Did you mean 'contains'?
            - a
            - b
    condition: selection
`),
    );
  });

  it('values that do not fit their modifier', () => {
    checkLint(
      rule(`    selection:
        Ip|cidr: 10.0.0.1/8
#                ^^^^^^^^^^ sigma-type-error: 10.0.0.1/8 names an address inside a network
        Text|re: '(open'
#                 ^ sigma-regular-expression-error: This is no valid regular expression: missing ), unterminated subpattern
        Size|gt: big
#                ^^^ sigma-type-error: 'gt' cannot be used with this kind of value. It needs a number.
    condition: selection
`),
    );
  });

  it.each([
    ['selection and', '#                        ^^^ sigma-condition-error: The condition ends too early'],
    [
      'selection AND x',
      "#                        ^^^ sigma-condition-error: Operators are lower case in Sigma: write 'and'",
    ],
    ['(selection', '#               ^^^^^^^^^ sigma-condition-error: The parentheses do not match'],
    ['selection x', "#                        ^ sigma-condition-error: 'x' cannot stand here."],
    ['selection | count() > 5', "#                        ^^^^^^^^^^^^^ sigma-condition-error: Aggregations after '|'"],
  ])('broken conditions: %s', (condition, marker) => {
    checkLint(rule(`    selection:\n        Image: a\n    condition: ${condition}\n${marker}\n`));
  });

  it('names in conditions that no selection has', () => {
    checkLint(
      rule(`    selection:
        Image: a
    condition: selection and not (filtr or other)
#                                 ^^^^^ sigma-condition-error: The condition names 'filtr', but there is no such selection
#                                          ^^^^^ sigma-condition-error: The condition names 'other'
`),
    );
  });

  it('names in quoted and folded conditions', () => {
    checkLint(
      rule(`    selection:
        Image: a
    condition: "selection or \\x66oo"
#                            ^^^^^^ sigma-condition-error: The condition names 'foo'
`),
    );
    checkLint(
      rule(`    selection:
        Image: a
    condition: >-
        selection
        or foo
#          ^^^ sigma-condition-error: The condition names 'foo'
`),
    );
  });

  it('YAML errors, once', () => {
    const findings = findingsOf('title: [a\nlogsource:\n  product: x\n');
    expect(findings[0]).toMatchObject({ code: 'parser-error', severity: 'error' });
  });

  it('documents that are no Sigma are left alone unless asked', () => {
    const text = 'name: pipeline\nitems: [1]\n---\na: [\n';
    expect(lintSigma(parseSigma(text))).toEqual([]);
    expect(findingsOf(text).length).toBeGreaterThan(0);
  });
});

describe('the linter', () => {
  const config = (changes: Partial<LintConfig>): LintConfig => ({ ...defaultLintConfig, ...changes });
  const unused = rule(`    selection:
        Image: a
    extra:
        Image: b
    condition: selection
`);

  it('survives a failing lint rule and tells of it', () => {
    const bad = defineRule({
      id: 'bad',
      severity: 'error',
      profiles: ['default'],
      summary: 'Bad.',
      visit: {
        any() {
          throw new Error('broken');
        },
      },
    });
    const fine = defineRule({
      id: 'fine',
      severity: 'hint',
      profiles: ['default'],
      summary: 'Fine.',
      visit: { any: ({ span }, { report }) => report({ span, message: 'Seen.' }) },
    });
    const failures: string[] = [];
    const findings = lintSigma(parseSigma(unused), {
      rules: [bad, fine],
      onRuleFailure: (id, error) => failures.push(`${id} ${String(error)}`),
    });
    expect(findings.map(({ code }) => code)).toEqual(['fine']);
    expect(failures).toEqual(['bad Error: broken']);
  });

  it('obeys severities of lint rules and of parse problems', () => {
    const severities = new Map([['dangling_detection', 'error' as const]]);
    expect(findingsOf(unused, { config: config({ severities }) })).toMatchObject([{ severity: 'error' }]);
    const off = new Map([['sigma-title-error', 'off' as const]]);
    expect(findingsOf(unused.replace('title: Test\n', ''), { config: config({ severities: off }) })).toHaveLength(1);
  });

  it('obeys exclusions by rule id, in whatever spelling the id is', () => {
    const id = '6a7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31';
    const exclusions = new Map([[id, new Set(['dangling_detection'])]]);
    const text = unused.replace('logsource', `id: ${id.toUpperCase()}\nlogsource`);
    expect(findingsOf(text, { config: config({ exclusions }) })).toEqual([]);
  });

  it('obeys comments in the text', () => {
    const above = unused.replace('    extra:', '    # sigmasmith-disable-next-line dangling_detection\n    extra:');
    expect(findingsOf(above)).toEqual([]);
    expect(findingsOf(`# rsigma-disable\n${unused}`)).toEqual([]);
    const inValue = unused.replace('Image: b', "Image: 'b # sigmasmith-disable'");
    expect(findingsOf(inValue)).toHaveLength(1);
  });

  it('sorts by document and place', () => {
    const places = findingsOf(`${unused}---\n${unused}`).map(({ document }) => document);
    expect(places).toEqual([0, 1]);
  });

  it('marks what has no effect as unnecessary', () => {
    expect(findingsOf(unused)[0]).toMatchObject({ tag: 'unnecessary' });
  });
});
