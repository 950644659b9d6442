import { describe, expect, it } from 'vitest';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { defaultLintConfig } from './config.ts';
import type { LintProfile } from './define-rule.ts';
import { lintSigma } from './linter.ts';

function codesIn(line: string, profile: LintProfile): string[] {
  const text = `title: A\n${line}\nlogsource:\n    product: windows\ndetection:\n    s:\n        X: 1\n    condition: s\n`;
  const findings = lintSigma(parseSigma(text, { treatAsSigma: true }), { config: { ...defaultLintConfig, profile } });
  return findings.flatMap(({ code }) => (/falsepositives_|_link|references$/.test(code) ? [code] : [])).sort();
}

const banned = 'sigmahq_falsepositives_banned_word';
const capital = 'sigmahq_falsepositives_capital';

describe('entries that are no texts', () => {
  it.each([
    ['falsepositives: [none, Any]', [banned, capital]],
    ['falsepositives: [none, 1]', []],
    ['falsepositives: [none, null]', []],
    ['falsepositives: [none, [nested]]', []],
    ["falsepositives: [pentest, ['UP']]", [capital]],
    ["falsepositives: [pentest, '']", [banned]],
    ["references: ['https://attack.mitre.org/techniques/T1059']", ['sigmahq_mitre_link']],
    ["references: ['https://attack.mitre.org/techniques/T1059', 1]", []],
    ['references: [a, a, [a]]', []],
    ['references: [1.0, 1, true]', ['duplicate_references']],
    ["references: ['1', 1]", []],
  ])('%s, as pySigma: %j', (line, codes) => {
    expect(codesIn(line, 'pysigma')).toEqual(codes);
  });

  it('do not hide what is wrong with the others elsewhere', () => {
    expect(codesIn('falsepositives: [none, 1]', 'sigmahq')).toEqual([banned, capital]);
    expect(codesIn('references: [a, a, [a]]', 'sigmahq')).toEqual(['duplicate_references']);
  });
});
