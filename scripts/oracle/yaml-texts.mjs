/** Random YAML texts that are no edits of real ones: heaps of tokens, small trees with tags and merge keys, and odd scalars. */
import { seeds } from './yaml-edits.mjs';

const tokens = [
  ...[
    'a',
    'b',
    'k: ',
    '- ',
    '? ',
    ': ',
    '\n',
    '\n',
    '\n',
    '\n  ',
    '\n  ',
    '\n    ',
    '\n ',
    '[',
    ']',
    '{',
    '}',
    ',',
    ', ',
  ],
  ...[
    '&a ',
    '*a',
    '&b ',
    '*b',
    '!!str ',
    '!!int ',
    '!!map ',
    '!!seq ',
    '!!set ',
    '!!omap ',
    '!!pairs ',
    '!!null ',
    '!!float ',
  ],
  ...[
    '!!timestamp ',
    '!!binary ',
    '!!bool ',
    '! ',
    '!<!> ',
    '!x ',
    '!e!int ',
    '%TAG !e! tag:yaml.org,2002:\n',
    '%YAML 1.1\n',
  ],
  ...[
    '<<: ',
    '<<',
    '=',
    '=: ',
    '1',
    '1.0',
    'true',
    'yes',
    '~',
    '.nan',
    '0x1f',
    '12:30:45',
    '2024-01-01',
    '"x"',
    "'y'",
    '"a\n b"',
  ],
  ...[
    '|\n',
    '|-\n',
    '>\n',
    '|2\n',
    '>+\n',
    ' # c',
    '#',
    '---\n',
    '--- ',
    '...\n',
    '\t',
    '\r',
    '\r\n',
    '\u2028',
    '\x85',
    '\ufeff',
  ],
  ...['😀', 'é', ' ', '  ', '\\', '"\\', '"', "'", '`', '@', '%', '-', ':', '?', 'x'.repeat(1022), '😀'.repeat(600)],
];

const scalarParts = [
  ...[
    '0',
    '1',
    '9',
    '12',
    '007',
    '60',
    '59',
    '2024',
    '01',
    '12',
    '31',
    '_',
    '+',
    '-',
    '.',
    ':',
    'e',
    'E',
    'e+',
    'e-',
    'x',
    '0x',
    '0b',
  ],
  ...[
    '0o',
    'b',
    'a',
    'f',
    'inf',
    '.inf',
    '.Inf',
    'nan',
    '.nan',
    '.NaN',
    'infinity',
    '１',
    '٣',
    '𝟗',
    ' ',
    '\\t',
    '\\n',
    '\\xa0',
    '\\ufeff',
  ],
  ...[
    '\\x1c',
    'T',
    't',
    'Z',
    '+05',
    '-05:30',
    ':30',
    '-',
    '-',
    '=',
    'A',
    '/',
    'yes',
    'No',
    'TRUE',
    'on',
    'null',
    '~',
    '<<',
    '%',
  ],
  ...['1e400', '1e-400', '123456789012345678901234567890', '0.1', '5.', '.5'],
];
const scalarTags = [
  '',
  '',
  '',
  '!!int ',
  '!!float ',
  '!!timestamp ',
  '!!bool ',
  '!!null ',
  '!!binary ',
  '! ',
  '!!str ',
];
const nodeTags = [
  '!!str ',
  '!!map ',
  '!!seq ',
  '!!set ',
  '!!omap ',
  '!!pairs ',
  '! ',
  '!!int ',
  '!!null ',
  '!!timestamp ',
  '!!float ',
];
const leaves = [
  'a',
  '1',
  '1.0',
  'true',
  '~',
  '=',
  '<<',
  '"q"',
  "'s'",
  '2024-01-01',
  '2024-13-01',
  '.nan',
  '0b1',
  'x y',
  '',
  '!!binary YQ==',
];
const flowKeys = ['<<: ', 'a: ', '1: ', 'true: ', '=: ', '? [a] : ', '? {b} : ', 'b: '];
const blockKeys = ['a: ', 'b: ', '<<: ', '=: ', '1: ', '1.0: ', 'true: ', '? ', '2024-01-01: ', '"a": '];

export function makeText(random) {
  return random.pick([tokenHeap, tokenHeap, tree, oddScalar])(random);
}

function repeat(count, make) {
  return Array.from({ length: count }, make);
}

function tokenHeap(random) {
  return repeat(2 + random.below(18), () => random.pick(random.below(12) === 0 ? seeds : tokens)).join('');
}

function oddScalar(random) {
  const text = repeat(1 + random.below(7), () => random.pick(scalarParts)).join('');
  const tag = random.pick(scalarTags);
  const isQuoted = /\\|^ | $|^[%=<]/.test(text) || (tag !== '' && random.below(3) === 0);
  return random.pick(['', '- ', 'k: ', '{']) + tag + (isQuoted ? `"${text}"` : text);
}

function tree(random) {
  const state = { random, anchors: 0 };
  const documents = repeat(1 + random.below(2), () => node(state, 0, 0));
  return (random.below(3) === 0 ? '--- ' : '') + documents.join('\n--- ');
}

function node(state, depth, indent) {
  const { random } = state;
  const anchor = random.below(5) === 0 ? `&n${state.anchors++} ` : '';
  const prefix = anchor + (random.below(6) === 0 ? random.pick(nodeTags) : '');
  const kind = random.below(depth > 3 ? 3 : 8);
  if (kind === 0 && state.anchors > 0) return `*n${random.below(state.anchors)}`;
  if (kind < 3) return prefix + random.pick(leaves);
  const inner = (by) => node(state, depth + 1, indent + by);
  if (kind === 3) return `${prefix}[${repeat(random.below(4), () => inner(0)).join(', ')}]`;
  if (kind === 4) {
    const pair = () => (random.below(9) === 0 ? `${inner(0)} : ` : random.pick(flowKeys)) + inner(0);
    return `${prefix}{${repeat(random.below(4), pair).join(', ')}}`;
  }
  const line = `\n${' '.repeat(indent)}`;
  const entry = () => line + (kind === 5 ? '- ' : random.pick(blockKeys)) + inner(2);
  return prefix + repeat(1 + random.below(4), entry).join('');
}
