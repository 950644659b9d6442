/** Seeded random edits of YAML texts, and texts that hold what real files rarely do. */

/** A small reproducible random generator. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit) => Math.floor(next() * limit);
  return { below, pick: (list) => list[below(list.length)] };
}

const characters = [
  ...' \t\n\n\r:-?,[]{}#&*!|>\'"%@`\\=~.<+_0129xbaeyNn/()',
  '\r\n',
  '\x85',
  '\u2028',
  '\u2029',
  '\ufeff',
  '\x00',
  '\x07',
  '\x7f',
  '\xa0',
  'é',
  '😀',
  '\ud800',
  '\ufffe',
  '１',
  ': ',
  ' #',
  '- ',
  '? ',
  '\n---\n',
  '\n...\n',
  '\n- ',
  '\n  ',
  '\n\t',
  ' : ',
  '""',
  "''",
  '<<: ',
  '*a',
  '&a ',
  '!!',
  '! ',
];

const snippets = [
  'yes',
  'No',
  'on',
  'y',
  'NULL',
  '~',
  '=',
  '<<',
  '0o17',
  '017',
  '0x1F',
  '0b101',
  '1_000',
  '-1',
  '+1',
  '1e3',
  '1.5e+3',
  '.5',
  '1.',
  '-.inf',
  '.NaN',
  '190:20:30',
  '190:20:30.15',
  '089',
  '0_',
  '2024-01-01',
  '2024-1-1',
  '2024-13-45',
  '0000-01-01',
  '9999-12-31',
  '2024-02-30',
  '2024-01-01 10:20:30',
  '2024-01-01T10:20:30.123456789Z',
  '2024-01-01 10:20:30 -5',
  '2024-01-01 10:20:30 +99:00',
  '2024-1-1 1:20:61',
  '!!str 12',
  '!!int "12"',
  '!!int x',
  '!!int ""',
  '!!float 1',
  '!!float "inf"',
  '!!bool yes',
  '!!bool x',
  '!!null x',
  '!!timestamp 2024-01-01',
  '!!timestamp x',
  '!!binary aGVsbG8=',
  '!!binary aGV',
  '!!binary é',
  '!!set {a, b, a}',
  '!!omap [a: 1, b: 2]',
  '!!omap [a, b]',
  '!!omap {a: 1}',
  '!!pairs [a: 1, a: 2]',
  '!!seq [a]',
  '!!seq {a: b}',
  '!!map {a: b}',
  '!!map [a]',
  '!!str [a]',
  '!!str {=: x}',
  '!!int {=: 5}',
  '!!timestamp {=: x}',
  '!foo bar',
  '!foo',
  '!',
  '! 12',
  "! '12'",
  '!<tag:yaml.org,2002:int> 5',
  '!<x',
  '!a!b c',
  '!%41 x',
  '!%ff x',
  '!%zz x',
  '!!python/name:os.system x',
  '*missing',
  '&x 1',
  '*x',
  '&x {a: *x}',
  '{<<: *x}',
  '[*x, *x]',
  '{a: 1, a: 2}',
  '{1: a, 1.0: b, true: c}',
  '{[a]: b}',
  '{{a: b}: c}',
  '[a: b, c]',
  '[a, [b, {c: d}]]',
  '{a, b: , c:}',
  '{? a : b, ? c}',
  '[? a : b]',
  '{a: b',
  '[a, b',
  'a]',
  '}',
  '[a b: c]',
  '[,]',
  '[a,,b]',
  '{,}',
  '{a:b}',
  '{"a":b}',
  '["a":b]',
  '[a:]',
  '[-]',
  '[- a]',
  '[a\n, b\n]',
  '[#\na]',
  "'a''b'",
  "'a\n  b\n\n  c'",
  '"a\\tb"',
  '"a\\\n   b"',
  '"a\\x41\\u0041\\U0001F600"',
  '"\\q"',
  '"\\x4"',
  '"\\U00110000"',
  '"\\UFFFFFFFF"',
  '"\\ud83d\\ude00"',
  '"a',
  "'a",
  '"a\n---\nb"',
  '"a \n b"',
  '"a\\ \n b"',
  '"\\\t\\/\\N\\_\\L\\P\\e\\0"',
  '|\n  a\n  b\n',
  '|-\n  a\n\n',
  '|+\n  a\n\n',
  '|2\n    a\n   b\n',
  '|1-\n  a\n',
  '|-1\n  a\n',
  '|0\n a\n',
  '|x\n a\n',
  '| x\n a\n',
  '| # c\n  a\n',
  '>\n  a\n  b\n\n  c\n',
  '>-\n  a\n    b\n  c\n',
  '>+\n  a\n\n\n',
  '>\n\n  a\n',
  '>\n    \n  a\n',
  '|\n',
  '>',
  '|',
  '|\n\ta\n',
  '>\n  a\n  \tb\n',
  '! |\n  12\n',
  '%YAML 1.1\n---\n',
  '%YAML 2.0\n---\n',
  '%YAML 1.1\n%YAML 1.1\n---\n',
  '%TAG !e! tag:e,2000:\n---\n!e!x y',
  '%TAG ! tag:yaml.org,2002:\n---\n!int 5',
  '%FOO bar\n---\n',
  '%\n',
  '%YAML\n',
  '%YAML 1\n',
  '%TAG x y\n',
  '%TAG !x y\n',
  '---',
  '--- a',
  '--- |\n a\n',
  '--- {a: b}',
  '---\n---\n',
  '...',
  '... # x\n',
  '--- # x\n',
  '--- - a',
  '? a\n: b\n',
  '? a\n',
  ': b\n',
  '? - a\n  - b\n: - c\n',
  '? |\n  a\n: b\n',
  '- - a\n  - b\n',
  '- a: b\n  c: d\n',
  '-\n',
  '- \n  a: b\n',
  '-a',
  '-\ta',
  '- - - a\n',
  '? ? a\n',
  'a: b: c',
  'a:\n- b\n- c\n',
  'a:\n - b\nc: d\n',
  'a: &x b\nc: *x\n',
  '&a a: b\n*a : c\n',
  '&a &b c',
  '!!str &a b',
  '&a !!str b',
  '&a',
  '*a: b',
  '&a: b',
  '*a,',
  '&a\n- b\n',
  'a: !!seq\n- b\n',
  'a b',
  'a\n b\n',
  'a\n\n b',
  'a # b',
  'a#b',
  '# c\n',
  'a:#b',
  'a: #b',
  'a:\tb',
  '\ta: b',
  'a: b\t',
  'a\t: b',
  '@a',
  '`a',
  '%a',
  ',a',
  ']a',
  '?a',
  ':a',
  '-a: b',
  '?: b',
  '::',
  'a::b',
  'a:: b',
  '- : b',
  '{: b}',
  '{:b}',
  '[:]',
  '{?}',
  '{? }',
  '{a?: b}',
  '[a?b]',
  'null: 1\n~: 2\n',
  '2024-01-01: a\n',
  '1: a\n0x1: b\ntrue: c\n',
  '=: a\n',
  '<<: {a: 1}\na: 2\n',
  '<<: [{a: 1}, {a: 2, b: 3}]\n',
  '<<: x\n',
  '<<: [x]\n',
  '"<<": x\n',
  '.nan: 1\n.NaN: 2\n',
  '!!binary YQ==: 1\n',
  '2024-01-01 00:00:00Z: a\n2024-01-01 01:00:00+01:00: b\n',
];

/** Texts that stand beside the real files. */
export const seeds = [
  ...snippets,
  'a: &x\n  b: 1\n  <<: {c: 2}\nd:\n  <<: *x\n  b: 3\ne:\n  <<: [*x, {f: 4}]\n=: 5\n',
  'base: &base {a: 1, b: &l [1, 2]}\nother:\n  <<: *base\n  c: *l\n? !!str 1\n: 2\n--- !!set\n? a\n? b\n--- !!omap\n- a: 1\n- b: 2\n...\n',
  '%YAML 1.1\n%TAG !e! tag:yaml.org,2002:\n--- !e!map\na: !e!int "7"\nb: !!str 8\nc: ! 9\n...\n# end\n',
  "folded: >-\n  one\n  two\n\n  three\n    indented\n  four\nliteral: |+\n  a\n\n\nnext: \"x\n  y\\\n  z\"\nsingle: 'it''s\n\n  ok'\nplain: a\n  b\n\n  c\n",
  'list:\n- a\n-\n  - b\n  -\n    c: d\n    ? e\n    : f\n- {g: [h, i: j, {k}], ? l}\n- [m, n,]\n',
  '\ufeffa: 1\r\nb:\r\n  - c\r\n  - d\r\ne: |\r\n  f\r\n  g\r\n',
  'a: 1\rb: 2\x85c: 3\u2028d: 4\u2029e: "x\u2028  y"\rf: |\r  g\x85  h\r',
  '😀: &😀 x\n"😀\n  😀": 1\n  - [😀, 😀]\n😀😀: {😀: 😀}\n',
  `${'k'.repeat(1020)}: ok\n${'l'.repeat(1030)}: too long\n`,
  `${'😀'.repeat(600)}: ok\n`,
  `{${'a, '.repeat(400)}b}: c\n`,
];

const edits = [
  insertCharacter,
  insertCharacter,
  insertCharacter,
  replaceCharacter,
  deleteCharacters,
  deleteCharacters,
  insertSnippet,
  insertSnippet,
  replaceValue,
  replaceValue,
  indentLine,
  indentLine,
  duplicateLine,
  deleteLine,
  swapLines,
  truncate,
  joinLines,
  changeBreaks,
  swapText,
];

export function edit(text, random) {
  return random.pick(edits)(text, random);
}

function splice(text, start, count, insert) {
  return text.slice(0, start) + insert + text.slice(start + count);
}

function insertCharacter(text, random) {
  return splice(text, random.below(text.length + 1), 0, random.pick(characters));
}

function replaceCharacter(text, random) {
  return splice(text, random.below(text.length + 1), 1, random.pick(characters));
}

function deleteCharacters(text, random) {
  return splice(text, random.below(text.length + 1), 1 + random.below(3), '');
}

function insertSnippet(text, random) {
  return splice(text, random.below(text.length + 1), 0, random.pick(snippets));
}

/** Puts a snippet in the place of a line's value, with the line's indentation. */
function replaceValue(text, random) {
  return changeLine(text, random, (line) => {
    const match = /^(\s*(?:- )*(?:[^:]*: ?|- )?)/.exec(line);
    const indent = ' '.repeat(/^\s*/.exec(line)[0].length);
    return (match?.[1] ?? '') + random.pick(snippets).replaceAll('\n', `\n${random.below(2) ? indent : ''}`);
  });
}

function changeLine(text, random, change) {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  const line = change(lines[at]);
  return [...lines.slice(0, at), ...(line === null ? [] : [line]), ...lines.slice(at + 1)].join('\n');
}

function indentLine(text, random) {
  return changeLine(text, random, (line) => {
    const by = random.below(5) - 2;
    return by < 0 ? line.replace(new RegExp(`^ {0,${-by}}`), '') : ' '.repeat(by + 1) + line;
  });
}

function duplicateLine(text, random) {
  return changeLine(text, random, (line) => `${line}\n${line}`);
}

function deleteLine(text, random) {
  return changeLine(text, random, () => null);
}

function swapLines(text, random) {
  const lines = text.split('\n');
  const a = random.below(lines.length);
  const b = random.below(lines.length);
  [lines[a], lines[b]] = [lines[b], lines[a]];
  return lines.join('\n');
}

function truncate(text, random) {
  return text.slice(0, random.below(text.length + 1));
}

function joinLines(text, random) {
  const breaks = [...text.matchAll(/\n/g)];
  if (breaks.length === 0) return text;
  return splice(text, random.pick(breaks).index, 1, random.pick([' ', '', ', ']));
}

function changeBreaks(text, random) {
  return text.replaceAll('\n', random.pick(['\r\n', '\r', '\x85', '\u2028', '\n']));
}

function swapText(text, random) {
  const start = random.below(text.length + 1);
  const end = Math.min(text.length, start + random.below(40));
  return splice(text, random.below(text.length + 1), 0, text.slice(start, end));
}
