import { describe, expect, it } from 'vitest';
import { sliceSpan } from '../base/span.ts';
import { parseYaml } from './parse-yaml.ts';
import { pythonRepr } from './python-value.ts';

/** What is kept of a broken document, and the places that are reported. */
function repaired(text: string): { value: string; places: string[] } {
  const { documents } = parseYaml(text);
  return {
    value: documents.map(({ root }) => pythonRepr(root)).join(' --- '),
    places: documents.flatMap(({ problems }) => problems.map(({ span }) => sliceSpan(text, span))),
  };
}

describe('broken input', () => {
  it.each([
    ['a key without colon', 'a: b\nc\nd: e\n', "{'a': 'b', 'c': None, 'd': 'e'}", ['c']],
    ['a key without colon over a mapping', 'a:\n  b\n    c: d\n  e: f\n', "{'a': {'b': {'c': 'd'}, 'e': 'f'}}", [':']],
    ['a colon without space', 'a: b\nc:d\ne: f\n', "{'a': 'b', 'c': 'd', 'e': 'f'}", ['c:d']],
    ['a dash without space', '- a\n-b\n- c\n', "['a', 'b', 'c']", ['-b']],
    ['a colon in a value', 'a: b: c\nd: e\n', "{'a': 'b: c', 'd': 'e'}", [':']],
    ['a line indented too far', 'a: b\n  c: d\ne: f\n', "{'a': 'b', 'c': 'd', 'e': 'f'}", [':']],
    ['a line indented between', 'a:\n    b: c\n  d: e\nf: g\n', "{'a': {'b': 'c', 'd': 'e'}, 'f': 'g'}", ['d: e']],
    ['a first line indented', ' a: b\nc: d\n', "{'a': 'b', 'c': 'd'}", ['c: d']],
    ['an open list', 'a: [b, c\nd: e\n', "{'a': ['b', 'c'], 'd': 'e'}", ['[b, c']],
    ['an open mapping', 'a: {b: c,\nd:\n  e: f\n', "{'a': {'b': 'c'}, 'd': {'e': 'f'}}", ['{b: c,']],
    ['an open bracket before a document', 'a: [\n---\nb: c\n', "{'a': []} --- {'b': 'c'}", ['[']],
    ['an open quote', 'a: "b\nc: d\n', "{'a': 'b', 'c': 'd'}", ['"b']],
    ['text after a quote', "a: 'it's'\nb: c\n", "{'a': 'it', 'b': 'c'}", ["s'"]],
    ['unknown escapes', 'a: "C:\\Win"\nb: c\n', "{'a': 'C:\\\\Win', 'b': 'c'}", ['\\W']],
    ['tabs', 'a:\tb\n\tc: d\n', "{'a': 'b', 'c': 'd'}", ['\t', '\t']],
    ['values that start with indicators', '- *\\a.exe\n- @b\n- %c\n', "['*\\\\a.exe', '@b', '%c']", ['*\\', '@', '%']],
    ['a list in the place of a key', 'a:\n  b: c\n  - d\n  e: f\n', "{'a': {'b': 'c', 'e': 'f'}}", ['-']],
    ['a key in the place of an entry', 'a:\n  - b\n  c: d\ne: f\n', "{'a': ['b', {'c': 'd'}], 'e': 'f'}", ['c: d']],
    ['a wrong block header', 'a: > b\n  c\nd: e\n', "{'a': 'c\\n', 'd': 'e'}", ['> b']],
    ['a missing alias', 'a: *b\nc: d\n', "{'a': '*b', 'c': 'd'}", ['*b']],
    ['an unknown tag', 'a: !b c\nd: e\n', "{'a': 'c', 'd': 'e'}", ['!b c']],
    ['an impossible date', 'a: 2024-13-45\nb: c\n', "{'a': '2024-13-45', 'b': 'c'}", ['2024-13-45']],
    ['a control character', 'a: b\u0007\nc: d\n', "{'a': 'b\ufffd', 'c': 'd'}", ['\u0007']],
    ['an alias to its own collection', 'a: &x [b, *x]\n', "{'a': ['b', None]}", ['&']],
  ])('%s', (_name, text, value, places) => {
    expect(repaired(text)).toEqual({ value, places });
  });

  it('says what to do', () => {
    for (const text of ['a: b\nc\n', 'a: [b\n', 'a: "\\q"', 'a: !b c', 'a: @b', '\ta: b', 'a: b: c']) {
      for (const problem of parseYaml(text).documents.flatMap(({ problems }) => problems)) {
        expect(problem.severity).toBe('error');
        expect(problem.message).toMatch(/\. [A-Z].*\.$|[.;] .*\.$/s);
      }
    }
  });

  it('names the class of the exception as the code', () => {
    expect(parseYaml('a: [b\n').documents[0]?.problems[0]?.code).toBe('parser-error');
    expect(parseYaml('a: 2024-13-45').documents[0]?.problems[0]?.code).toBe('value-error');
  });
});
