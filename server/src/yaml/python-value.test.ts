import { describe, expect, it } from 'vitest';
import { parseYaml } from './parse-yaml.ts';
import { pythonFloatRepr, pythonRepr, pythonStr, pythonTypeName } from './python-value.ts';

// All expectations are what Python 3.11 prints.
describe("Python's names and texts of values", () => {
  it.each([
    ['a', 'str', 'a', "'a'"],
    ["it's", 'str', "it's", '"it\'s"'],
    [`'it''s "x"'`, 'str', 'it\'s "x"', `'it\\'s "x"'`],
    ['"\\e\\n\\u200b\\U000e0001é"', 'str', '\x1b\n\u200b\u{e0001}é', "'\\x1b\\n\\u200b\\U000e0001é'"],
    ['12', 'int', '12', '12'],
    ['1.5', 'float', '1.5', '1.5'],
    ['yes', 'bool', 'True', 'True'],
    ['null', 'NoneType', 'None', 'None'],
    ['2024-01-05', 'date', '2024-01-05', 'datetime.date(2024, 1, 5)'],
    [
      '2024-01-05 1:02:03.5',
      'datetime',
      '2024-01-05 01:02:03.500000',
      'datetime.datetime(2024, 1, 5, 1, 2, 3, 500000)',
    ],
    [
      '2024-01-05T10:00:00Z',
      'datetime',
      '2024-01-05 10:00:00+00:00',
      'datetime.datetime(2024, 1, 5, 10, 0, tzinfo=datetime.timezone.utc)',
    ],
    ['!!binary aCcA', 'bytes', 'b"h\'\\x00"', 'b"h\'\\x00"'],
    ['[a, 1]', 'list', "['a', 1]", "['a', 1]"],
    ['{a: {b: ~}}', 'dict', "{'a': {'b': None}}", "{'a': {'b': None}}"],
    ['!!set {a}', 'set', "{'a'}", "{'a'}"],
    ['!!omap [a: 1]', 'list', "[('a', 1)]", "[('a', 1)]"],
  ])('%s', (text, type, str, repr) => {
    const root = parseYaml(text).documents[0]?.root ?? null;
    expect([pythonTypeName(root), pythonStr(root), pythonRepr(root)]).toEqual([type, str, repr]);
  });

  it.each([
    [1, '1.0'],
    [-0, '-0.0'],
    [1e16, '1e+16'],
    [123456789012345680, '1.2345678901234568e+17'],
    [9999999999999998, '9999999999999998.0'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [Number.NaN, 'nan'],
    [Number.NEGATIVE_INFINITY, '-inf'],
  ])('float %s', (value, repr) => {
    expect(pythonFloatRepr(value)).toBe(repr);
  });
});
