import { describe, expect, it } from 'vitest';
import { sliceSpan } from '../base/span.ts';
import { asMap, asSeq, entryOf } from './node-access.ts';
import type { YamlNode, YamlScalar } from './nodes.ts';
import { parseYaml } from './parse-yaml.ts';
import { pythonRepr } from './python-value.ts';

/** The documents as Python prints them. */
function read(text: string): string[] {
  return parseYaml(text).documents.map(({ root }) => pythonRepr(root));
}

function rootOf(text: string): YamlNode {
  return parseYaml(text).documents[0]?.root as YamlNode;
}

describe('values', () => {
  it.each([
    ['yes', 'True'],
    ['y', "'y'"],
    ['017', '15'],
    ['089', "'089'"],
    ['1e3', "'1e3'"],
    ['190:20:30', '685230'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['2024-01-01', 'datetime.date(2024, 1, 1)'],
    ['2024-1-1', "'2024-1-1'"],
    ['1.0', '1.0'],
    ['~', 'None'],
    ['"1"', "'1'"],
    ['! "1"', '1'],
    ['!!binary aGk=', "b'hi'"],
    ['a: &x {b: 1}\nc: {<<: *x, d: 2}', "{'a': {'b': 1}, 'c': {'b': 1, 'd': 2}}"],
    ['{1: a, true: b}', "{1: 'b'}"],
    ['=: a', "{'=': 'a'}"],
    ['- |\n  a\n   b\n\n- c', "['a\\n b\\n', 'c']"],
  ])('%j is %s', (text, expected) => {
    expect(read(text)[0]).toBe(expected);
  });

  it('keeps documents apart', () => {
    expect(read('a\n---\nb\n...\n---\n')).toEqual(["'a'", "'b'", 'None']);
    expect(read('# nothing\n')).toEqual([]);
    expect(parseYaml('---\n').documents[0]?.root).toBeNull();
  });
});

describe('mappings', () => {
  it('hold all pairs as written, and entries as Python constructs them', () => {
    const map = asMap(rootOf('a: 1\nb: 2\na: 3\n'));
    expect(map?.pairs.map(({ value }) => (value as YamlScalar).text)).toEqual(['1', '2', '3']);
    expect(map?.entries.map(({ value }) => (value as YamlScalar).text)).toEqual(['3', '2']);
    expect((entryOf(map!, 'a')!.value as YamlScalar).value).toBe(3n);
    expect(entryOf(map!, 'c')).toBeUndefined();
  });

  it('share the arrays when nothing repeats', () => {
    const map = asMap(rootOf('a: 1\nb: 2\n'));
    expect(map?.entries).toBe(map?.pairs);
  });

  it('put merged entries first', () => {
    const root = asMap(rootOf('x: &x {a: 1, b: 2}\ny: {c: 3, b: 4, <<: *x}'));
    const map = asMap(root?.entries[1]?.value);
    expect(map?.entries.map(({ key, value }) => `${(key as YamlScalar).text}${(value as YamlScalar).text}`)).toEqual([
      'a1',
      'b4',
      'c3',
    ]);
    expect(map?.pairs).toHaveLength(3);
  });
});

describe('spans', () => {
  const text = '# head\ntitle: &t !!str "a"\nlist:\n  - b\n  - {c: d}\nempty:\nblock: |\n  e\n\nlast: f # g\n';
  const root = asMap(rootOf(text));
  const valueText = (key: string): string => sliceSpan(text, entryOf(root!, key)!.value.span);

  it('are those of the nodes as written', () => {
    expect(valueText('title')).toBe('&t !!str "a"');
    expect(valueText('list')).toBe('- b\n  - {c: d}');
    expect(valueText('empty')).toBe('');
    expect(valueText('block')).toBe('|\n  e');
    expect(valueText('last')).toBe('f');
    expect(sliceSpan(text, entryOf(root!, 'list')!.span)).toBe('list:\n  - b\n  - {c: d}');
    expect(sliceSpan(text, asSeq(entryOf(root!, 'list')?.value)!.items[1]!.span)).toBe('{c: d}');
    expect(sliceSpan(text, root!.span)).toBe(text.slice(7, -5));
  });

  it('of documents lie between the markers', () => {
    const stream = '%YAML 1.1\n--- a\n---\nb\n...\n';
    expect(parseYaml(stream).documents.map(({ span }) => sliceSpan(stream, span))).toEqual([' a\n', '\nb\n']);
  });

  it('of pairs cover aliases', () => {
    const aliased = 'a: &x b\nc: *x\n';
    expect(sliceSpan(aliased, asMap(rootOf(aliased))!.pairs[1]!.span)).toBe('c: *x');
  });
});

describe('what PyYAML raises', () => {
  it.each([
    ['title: [a\n', 'ParserError', 0],
    ['a: 1\n---\nb: \tc', 'ScannerError', 1],
    ['a: *b', 'ComposerError', 0],
    ['a: !foo b', 'ConstructorError', 0],
    ['a: \u0007', 'ReaderError', 0],
    ['a: 2024-13-45', 'ValueError', 0],
    ['!!bool x', 'KeyError', 0],
    ['!!int ""', 'IndexError', 0],
    ['!!timestamp x', 'AttributeError', 0],
    ['!!timestamp {=: x}', 'TypeError', 0],
    ['"\\UFFFFFFFF"', 'OverflowError', 0],
    ['{[a]: b}', 'ConstructorError', 0],
    [' a: 1\nb: 2', 'ParserError', 1],
  ])('%j: %s', (text, errorClass, document) => {
    expect(parseYaml(text).error).toMatchObject({ errorClass, document });
  });

  it('comes with its text', () => {
    expect(parseYaml('title: [a\n').error?.message).toBe(
      'while parsing a flow sequence\n  in "<unicode string>", line 1, column 8:\n    title: [a\n           ^\n' +
        "expected ',' or ']', but got '<stream end>'\n  in \"<unicode string>\", line 2, column 1:\n    \n    ^",
    );
  });

  it('is nothing for a repeated key, which is a warning of ours', () => {
    const stream = parseYaml('a: 1\nb: 2\na: 3\n');
    expect(stream.error).toBeNull();
    expect(stream.documents[0]?.problems).toMatchObject([
      { code: 'duplicate-key', severity: 'warning', span: { start: 10, end: 11 } },
    ]);
    expect(stream.documents[0]?.problems[0]?.message).toContain('line 1');
  });
});
