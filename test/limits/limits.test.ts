/** Expensive and odd input: typed problems in a short time, and nothing is lost. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileRule } from '../../server/src/evaluate/compile-rule.ts';
import { lintSigma } from '../../server/src/lint/linter.ts';
import { parseRecord } from '../../server/src/services/parse.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';
import { cli, jsonLines, temporaryFolder } from '../harness/cli.ts';
import { bombs, oddFiles } from '../harness/expensive.ts';
import { connectInMemory } from '../lsp/editor.ts';

/** Machines that run tests are busy: the benchmark holds the real limit. */
const patience = 5;

/** The shortest of several runs, in milliseconds. */
function shortest(work: () => void): number {
  const runs = [0, 1, 2].map(() => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return Math.min(...runs);
}

describe.each(Object.entries(bombs))('%s', (_, { text, code }) => {
  it('is parsed, checked and compiled in a moment', () => {
    const parse = parseSigma(text, { treatAsSigma: true });
    const limit = 100 * patience;
    expect(shortest(() => parseSigma(text, { treatAsSigma: true }))).toBeLessThan(limit);
    expect(shortest(() => lintSigma(parse))).toBeLessThan(limit);
    expect(shortest(() => parseRecord('x.yml', text))).toBeLessThan(limit);
    const compile = () => parse.collection.rules.map((rule) => rule.kind === 'rule' && compileRule(rule));
    expect(shortest(compile)).toBeLessThan(limit);
  });

  it('gets the problem that it has', () => {
    const parse = parseSigma(text, { treatAsSigma: true });
    const errors = lintSigma(parse).filter(({ severity }) => severity === 'error');
    if (code === null) expect(errors.filter((finding) => finding.code !== 'dangling_condition')).toEqual([]);
    else expect(errors.map((finding) => finding.code)).toContain(code);
    for (const rule of parse.collection.rules) {
      if (rule.kind !== 'rule') continue;
      const matcher = compileRule(rule);
      if (code !== null) expect(matcher.unevaluable?.message).toBeTypeOf('string');
      expect(matcher.match({ f: 'aaaa' }).matched).toBe(false);
    }
  });
});

describe.each(Object.entries(oddFiles))('%s', (_, { bytes, text, code }) => {
  const folder = temporaryFolder();
  beforeAll(() => {
    folder.write('rules/odd.yml', bytes());
    folder.write('events.ndjson', '{"f":1}\n');
  });
  afterAll(() => folder.dispose());

  it('gets one clear problem from check', async () => {
    const began = performance.now();
    const { code: exit, stdout } = await cli(['check', '--json', 'rules/odd.yml'], { cwd: folder.path });
    expect(performance.now() - began).toBeLessThan(2000 * patience);
    expect(exit).toBe(1);
    expect(jsonLines(stdout)).toMatchObject([{ path: 'rules/odd.yml', code, severity: 'error' }]);
  });

  it('is a record for parse, with what stopped it', async () => {
    const { stdout } = await cli(['parse', 'rules/odd.yml'], { cwd: folder.path });
    const error_class = code === 'yaml-limit' ? 'YamlLimit' : 'UnicodeDecodeError';
    expect(jsonLines(stdout)).toMatchObject([{ path: 'rules/odd.yml', ok: false, raises: { error_class } }]);
  });

  it('is told by eval', async () => {
    const result = await cli(['eval', '--json', '--rules', 'rules/odd.yml', 'events.ndjson'], { cwd: folder.path });
    expect(result.code).toBe(3);
    const told = result.stderr.split('\n').filter((line) => line.includes('odd.yml'));
    expect(told).toHaveLength(1);
  });

  it.runIf(text !== undefined)('is one problem in an editor, whose server lives on', async () => {
    const { editor, timers } = connectInMemory();
    await editor.initialize();
    const uri = 'file:///rules/odd.yml';
    const small = 'file:///rules/small.yml';
    await editor.open(uri, text?.() ?? '');
    await editor.settle();
    timers.advance(10_000);
    await editor.settle();
    expect(editor.shown(uri)?.map((diagnostic) => diagnostic.code)).toEqual([code]);
    await editor.open(small, 'title: A\nlogsource: { category: a }\ndetection: { s: { f|bogus: 1 }, condition: s }\n');
    await editor.settle();
    timers.advance(10_000);
    await editor.settle();
    expect(editor.shown(small)?.map((diagnostic) => diagnostic.code)).toContain('sigma-modifier-error');
  });
});
