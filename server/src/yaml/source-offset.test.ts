import { describe, expect, it } from 'vitest';
import { sliceSpan } from '../base/span.ts';
import { asMap, entryOf } from './node-access.ts';
import type { YamlScalar } from './nodes.ts';
import { parseYaml } from './parse-yaml.ts';
import { contentSpan, scalarOffsetAt } from './source-offset.ts';

function valueIn(text: string): YamlScalar {
  return entryOf(asMap(parseYaml(text).documents[0]?.root)!, 'v')!.value as YamlScalar;
}

describe('offsets of characters', () => {
  it.each([
    ['plain', 'v: abc', 'abc', [3, 4, 5, 6]],
    ['plain over lines', 'v: a\n  b\n\n  c', 'a b\nc', [3, 4, 7, 9, 12, 13]],
    ['plain with CRLF', 'v: a\r\n  b', 'a b', [3, 4, 8, 9]],
    ['single quotes', "v: 'a''b'", "a'b", [4, 5, 7, 8]],
    ['single quotes of quotes', "v: ''''''", "''", [4, 6, 8]],
    ['double quotes', 'v: "a\\tb\\x41\\u0042c"', 'a\tbABc', [4, 5, 7, 8, 12, 18, 19]],
    ['an escaped astral character', 'v: "\\U0001F600a"', '😀a', [4, 4, 14, 15]],
    ['double quotes over lines', 'v: "a \n  b\\\n  c"', 'a bc', [4, 6, 9, 14, 15]],
    ['a first line that goes on', 'v: "\\\n  a"', 'a', [8, 9]],
    ['backslashes', 'v: "\\\\\\\\a"', '\\\\a', [4, 6, 8, 9]],
    ['a tag and an anchor', 'v: !!str &x "ab"', 'ab', [13, 14, 15]],
    ['an anchor without a blank', 'v: &x:y', ':y', [5, 6, 7]],
    ['literal', 'v: |\n  ab\n\n   c\n', 'ab\n\n c\n', [7, 8, 9, 10, 13, 14, 15, 15]],
    ['literal with an indicator', 'v: |1-\n  ab\n c', ' ab\nc', [8, 9, 10, 11, 13, 14]],
    ['literal that starts with its indicator', 'v: |\n  |\n', '|\n', [7, 8, 8]],
    ['literal kept', 'v: |+\n\n  a\n\n', '\na\n\n', [6, 9, 10, 11, 12]],
    ['literal of blank lines', 'v: |+\n  \n', '\n', [8, 9]],
    [
      'folded',
      'v: >-\n  a\n  b\n\n  c\n    d\n  e\n',
      'a b\nc\n  d\ne',
      [8, 9, 12, 14, 17, 18, 21, 22, 23, 24, 27, 28],
    ],
  ])('%s', (_name, text, content, offsets) => {
    const scalar = valueIn(text);
    expect(scalar.text).toBe(content);
    const actual = Array.from({ length: content.length + 1 }, (_, i) => scalarOffsetAt(text, scalar, i));
    // What stands behind a block scalar's content is its end, wherever its last line breaks lie.
    if (scalar.style === 'literal' || scalar.style === 'folded') actual.pop();
    expect(actual).toEqual(offsets.slice(0, actual.length));
  });

  it('lie within the content for any index', () => {
    const scalar = valueIn('v: "ab"');
    expect(scalarOffsetAt('v: "ab"', scalar, -5)).toBe(4);
    expect(scalarOffsetAt('v: "ab"', scalar, 99)).toBe(6);
  });
});

describe('the content of a scalar', () => {
  it.each([
    ['v: !!str &x "ab"', '"ab"'],
    ['v: &x\n  ab', 'ab'],
    ['v: ! # c\n  |\n  ab', '|\n  ab'],
    ['v: ab', 'ab'],
  ])('%j', (text, content) => {
    expect(sliceSpan(text, contentSpan(text, valueIn(text)))).toBe(content);
  });
});
