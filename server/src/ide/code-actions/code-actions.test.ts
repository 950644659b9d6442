import { describe, expect, it } from 'vitest';
import { lintSigma } from '../../lint/linter.ts';
import { parseSigma } from '../../sigma/parse-sigma.ts';
import { codeActions, type SigmaAction, wants } from './code-actions.ts';

function actionsAt(
  marked: string,
  only: readonly string[],
): { readonly text: string; readonly actions: SigmaAction[] } {
  const start = marked.indexOf('<|>');
  const text = marked.replace('<|>', '');
  const parse = parseSigma(text);
  return { text, actions: codeActions(parse, lintSigma(parse), { span: { start, end: start }, only }) };
}

/** The text after the action whose title has these words; `undefined` when it is not offered. */
function applied(marked: string, words: string, kind = 'refactor'): string | undefined {
  const { text, actions } = actionsAt(marked, [kind]);
  const action = actions.find(({ title }) => title.includes(words));
  const edits = [...(action?.edits ?? [])].sort((a, b) => b.span.start - a.span.start);
  return (
    action &&
    edits.reduce((result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end), text)
  );
}

const selection = (item: string) => `detection:\n    a:\n        ${item}\n    condition: a\n`;

describe('wildcards as modifiers', () => {
  it.each([
    ["F<|>: '*abc*'", "F|contains: 'abc'"],
    ["F|all: ['*a<|>*', '*b*']", "F|contains|all: ['a', 'b']"],
    ["F: '*\\a.exe<|>'", "F|endswith: '\\a.exe'"],
    ["F: '*abc\\*<|>'", "F|endswith: 'abc\\*'"],
    ['F: abc*<|>', 'F|startswith: abc'],
    ["F: 'C:\\\\*<|>'", "F|startswith: 'C:\\\\'"],
    ['F: "\\x2aabc\\u002a<|>"', 'F|contains: "abc"'],
  ])('%s becomes %s', (before, after) => {
    expect(applied(selection(before), 'in place of wildcards')).toBe(selection(after));
  });

  it.each(["F<|>: '*a*b*'", 'F<|>: 1*', "F<|>: ['*a*', '*b']", "F|re<|>: 'a*'", "F<|>: '*'", "- '*key<|>*'"])(
    'nothing is offered for %s',
    (item) => {
      expect(applied(selection(item), 'in place of wildcards')).toBeUndefined();
    },
  );
});

describe('comments that silence a check', () => {
  it('are not put into values of several lines', () => {
    const text = 'title: A\ndescription: |\n    a\n    b <|> \nlevel: huge\ndetection: {}\n';
    expect(applied(text, 'for this line', 'quickfix')).toBeUndefined();
    const folded = 'title: A\nlevel:\n    huge\n    or<|> so\ndetection: {}\n';
    expect(applied(folded, "'sigma-level-error' for this line", 'quickfix')).toContain(
      '    # sigmasmith-disable-next-line sigma-level-error\n    huge',
    );
  });

  it('join the comment of the file', () => {
    const text = '# sigmasmith-disable x -- why\ntitle: A\nlevel: <|>huge\ndetection: {}\n';
    expect(applied(text, "'sigma-level-error' in this file", 'quickfix')).toContain(
      '# sigmasmith-disable x, sigma-level-error -- why\n',
    );
  });
});

it('a check is silenced in one rule of several', () => {
  const rule = 'title: A\nlevel: huge\ndetection: {}\n';
  const words = "'sigma-level-error' in this rule";
  const first = applied(`${rule.replace('huge', 'hu<|>ge')}---\n${rule}`, words, 'quickfix');
  expect(first).toBe(
    `# sigmasmith-disable sigma-level-error\n${rule}# sigmasmith-enable sigma-level-error\n---\n${rule}`,
  );
  const codes = lintSigma(parseSigma(first ?? '')).filter(({ code }) => code === 'sigma-level-error');
  expect(codes.map(({ document }) => document)).toEqual([1]);
  const second = applied(`---\n${rule}--- # b\n${rule.replace('huge', 'hu<|>ge')}`, words, 'quickfix');
  expect(second).toBe(`---\n${rule}--- # b\n# sigmasmith-disable sigma-level-error\n${rule}`);
  expect(applied(rule.replace('huge', 'hu<|>ge'), words, 'quickfix')).toBeUndefined();
});

it('only what is asked for is made', () => {
  expect([wants(undefined, 'quickfix'), wants([''], 'quickfix'), wants(['refactor'], 'refactor.rewrite')]).toEqual([
    true,
    true,
    true,
  ]);
  expect([wants(['quick'], 'quickfix'), wants(['refactor.rewrite.x'], 'refactor.rewrite')]).toEqual([false, false]);
  expect(actionsAt('title: A<|>\nlevel: huge\ndetection: {}\n', ['source']).actions).toEqual([]);
});
