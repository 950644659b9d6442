import { describe, expect, it } from 'vitest';
import { compilePathGlobs } from './path-globs.ts';

const matches = (patterns: string[], path: string) => compilePathGlobs(patterns).matches(path);

describe('path patterns', () => {
  it.each([
    ['deprecated', 'deprecated/a.yml', true],
    ['deprecated', 'rules/deprecated/windows/a.yml', true],
    ['deprecated', 'deprecated.yml', false],
    ['deprecated/', 'deprecated/a.yml', true],
    ['deprecated/', 'x/deprecated', false],
    ['/deprecated', 'rules/deprecated/a.yml', false],
    ['/deprecated', 'deprecated/a.yml', true],
    ['./rules', 'rules/a.yml', true],
    ['rules/windows', 'rules/windows/x/a.yml', true],
    ['rules/windows', 'x/rules/windows/a.yml', false],
    ['rules/*/a.yml', 'rules/x/a.yml', true],
    ['rules/*/a.yml', 'rules/x/y/a.yml', false],
    ['rules/**/a.yml', 'rules/a.yml', true],
    ['rules/**/a.yml', 'rules/x/y/a.yml', true],
    ['**/test_*', 'x/test_1.yml', true],
    ['*.tests.yml', 'a/b/c.tests.yml', true],
    ['*.{yml,yaml}', 'a.yaml', true],
    ['.hidden', '.hidden/a.yml', true],
    ['*', '.hidden/a.yml', true],
    ['rules\\windows', 'rules/windows/a.yml', true],
    ['a[0-9].yml', 'x/a7.yml', true],
    ['Regeln (alt)', 'Regeln (alt)/a.yml', true],
    ['.', 'anything/a.yml', true],
  ])('%s means %s: %s', (pattern, path, meant) => expect(matches([pattern], path)).toBe(meant));

  it('takes back what begins with !', () => {
    const patterns = ['deprecated/**', '!deprecated/keep.yml'];
    expect(matches(patterns, 'deprecated/a.yml')).toBe(true);
    expect(matches(patterns, 'deprecated/keep.yml')).toBe(false);
    expect(matches(['!a.yml'], 'a.yml')).toBe(false);
  });

  it('looks at case where it is told to', () => {
    expect(compilePathGlobs(['Rules'], { ignoreCase: true }).matches('rules/a.yml')).toBe(true);
    expect(matches(['Rules'], 'rules/a.yml')).toBe(false);
  });

  it('bears anything', () => {
    for (const odd of ['', '[', '{a', '(', '***', '!', '!!a', '\\', 'a/../b', '+(a|', '\u0000'])
      expect(typeof matches([odd], 'a/b.yml')).toBe('boolean');
  });
});
