import { describe, expect, it } from 'vitest';
import { maxDepth, maxDocuments, maxTextLength } from './limits.ts';
import { parseYaml } from './parse-yaml.ts';

function check(text: string, errorClass: string, milliseconds: number): void {
  const started = performance.now();
  const stream = parseYaml(text);
  expect(performance.now() - started).toBeLessThan(milliseconds);
  expect(stream.error?.errorClass).toBe(errorClass);
  expect(stream.documents[0]?.problems).toHaveLength(1);
}

describe('expensive texts', () => {
  it('end at the deepest level', () => {
    for (const [open, close] of [
      ['[', ''],
      ['[', ']'],
      ['{a: ', ''],
      ['- ', ''],
      ['? ', ''],
      ['a: [\n', ''],
    ] as const) {
      check(open.repeat(10_000) + close.repeat(10_000), 'RecursionError', 1000);
    }
    expect(parseYaml('['.repeat(maxDepth) + ']'.repeat(maxDepth)).error).toBeNull();
  });

  it('do not expand aliases without end', () => {
    const lines = Array.from(
      { length: 30 },
      (_, i) => `a${i}: &a${i} [${Array(9).fill(i === 0 ? 'x' : `*a${i - 1}`)}]`,
    );
    check(lines.join('\n'), 'YamlLimit', 1000);
    expect(parseYaml(lines.join('\n')).documents[0]?.root).toBeNull();
    const chain = Array.from({ length: 5000 }, (_, i) => `- &a${i} [${i === 0 ? 'x' : `*a${i - 1}`}]`);
    check(chain.join('\n'), 'YamlLimit', 1000);
    expect(parseYaml(`a: &a [1, 2]\nb: [${'*a, '.repeat(1000)}]`).error).toBeNull();
  });

  it('do not merge without end', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `a${i}: &a${i} {<<: [*a${i - 1}, *a${i - 1}], k${i}: 1}`);
    expect(parseYaml(['a-1: &a-1 {x: 1}', ...lines].join('\n')).error?.errorClass).toBe('YamlLimit');
  });

  it('are refused beyond the longest', () => {
    check('a: 1\n'.repeat(maxTextLength / 5 + 1), 'YamlLimit', 1000);
  });

  it('have a limited number of documents', () => {
    const stream = parseYaml(`a: 1${'\n---\na: 1'.repeat(maxDocuments - 1)}`);
    expect(stream.documents).toHaveLength(maxDocuments);
    expect(stream.error).toBeNull();
    check('a: 1\n---\n'.repeat(10_000), 'YamlLimit', 1000);
  });

  it('cost no more than their length when they are broken', () => {
    const started = performance.now();
    for (const text of [
      `a: "${'\\q'.repeat(50_000)}"`,
      `${'"😀" - '.repeat(10_000)}`,
      `a: [\n${'b c: d: e\n'.repeat(10_000)}`,
      'a: "b\n'.repeat(5001),
      `a: b\nc\n${' d\n'.repeat(50_000)}`,
      '\t'.repeat(50_000),
    ]) {
      parseYaml(text);
    }
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
