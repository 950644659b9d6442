import { describe, expect, it } from 'vitest';
import { runRuleTests } from './test-rules.ts';
import { writeRuleTests } from './write-rule-tests.ts';

const rule = (detection: string) => `title: Test
logsource:
    product: windows
detection:
${detection
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
`;

/** Writes the tests of a rule, runs them, and says what they are. */
function provedTests(ruleText: string): string[] {
  const testsText = writeRuleTests(ruleText);
  if (testsText === undefined) return [];
  const results = runRuleTests({ path: 'a.yml', ruleText, testsPath: 'a.tests.yml', testsText });
  return results.map(({ name, ok }) => `${name}: ${ok}`);
}

describe('tests made from a rule', () => {
  it.each([
    [
      'words that YAML could misread',
      "selection:\n    A: 'No'\n    B: '1e3'\n    C: '2024-01-01'\ncondition: selection",
    ],
    [
      'modifiers',
      'selection:\n    A|contains|all:\n        - x\n        - y\n    A|endswith: z\n    A|startswith: s\ncondition: selection',
    ],
    ['nested fields and numbers', 'selection:\n    a.b.c: 1\n    a.b.d: true\n    e: 10.0.0.0\ncondition: selection'],
    ['networks and comparisons', 'selection:\n    ip|cidr: 10.0.0.0/8\n    size|gt: 5\ncondition: selection'],
    [
      'alternatives and filters',
      'a:\n    A: x\nb:\n    A: y\nfilter:\n    B: z\ncondition: 1 of a* and not filter or b',
    ],
    ['keywords', 'keywords:\n    - stolen\n    - lost\ncondition: keywords'],
    ['wildcards and backslashes', "selection:\n    Image: 'C:\\Users\\\\*\\a?c.exe'\ncondition: selection"],
    ['encodings', 'selection:\n    A|base64offset|contains: secret\ncondition: selection'],
  ])('%s', (_name, detection) => {
    expect(provedTests(rule(detection))).toEqual(['has the values of the rule: true', 'has other values: true']);
  });

  it('are not written where no event can be made up', () => {
    expect(writeRuleTests(rule('selection:\n    A|re: x{3}y+\ncondition: selection'))).toBeUndefined();
    expect(writeRuleTests('title: broken\n')).toBeUndefined();
  });
});
