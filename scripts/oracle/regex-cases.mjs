/** Seeded random regular expressions in Python's syntax: from a grammar, and edits of given ones; and texts to search in. */

const atoms = [
  ...'abAksi09_ -.\néßİıſKΣσς😀',
  ...[
    '\\d',
    '\\w',
    '\\s',
    '\\D',
    '\\W',
    '\\S',
    '\\.',
    '\\n',
    '\\\\',
    '\\b',
    '\\B',
    '\\A',
    '\\Z',
    '^',
    '$',
    '.',
    '\\1',
    '\\2',
  ],
  ...['\\x41', '\\u00e9', '\\U0001F600', '\\101', '\\0', '\\t', '\\-', '\\/', '\\N{EM DASH}', 'ab', 'foo'],
];
const oddAtoms = [
  ...[
    '\\8',
    '\\x4',
    '\\u12',
    '\\400',
    '\\377',
    '\\U00110000',
    '\\q',
    '\\z',
    '\\N{FOO BAR}',
    '\\N',
    '\\N{',
    '\\N{}',
    '\\012',
  ],
];
const members = [
  ...'azAZ09-^kséı\n[|.',
  ...[
    '\\]',
    '\\d',
    '\\w',
    '\\W',
    '\\s',
    '\\S',
    '\\D',
    'a-z',
    'A-Z',
    '0-9',
    '\\x41-\\x5a',
    'à-ÿ',
    'Α-ω',
    '\\u0100-\\u017f',
  ],
];
const oddMembers = ['z-a', 'a-\\d', '\\d-z', ']', '\\b', '\\B', '\\A', '&&', '--', '~~', '\\1', '\\8', '\\q', '\\777'];
const quantifiers = ['*', '+', '?', '{2}', '{1,2}', '{,2}', '{1,}', '{0}', '{2,3}'];
const oddQuantifiers = ['{3,1}', '{', '{a}', '{1', '{1,2,3}', '{}', '{,}', '{99999999999}', '{4294967295}'];
const openings = [
  ...['(', '(', '(?:', '(?:', '(?P<n>', '(?P<m>', '(?=', '(?!', '(?<=', '(?<!', '(?>', '(?i:', '(?s:', '(?m:', '(?-i:'],
  ...['(?i-s:', '(?a:', '(?u:', '(?x:', '(?(1)', '(?(n)'],
];
const oddOpenings = [
  ...[
    '(?(2)',
    '(?(0)',
    '(?(x)',
    '(?(é)',
    '(?#',
    '(?i)',
    '(?m)',
    '(?s)',
    '(?x)',
    '(?a)',
    '(?L)',
    '(?t)',
    '(?u)',
    '(?P=n)',
  ],
  ...['(?P>', '(?<n>', '(?P', '(?', '(?z', '(?i', '(?i-', '(?-', '(?-:', '(?i-i:', '(?au:', '(?P<1>', '(?P<>', '(?P<a'],
  ...['(?P=', '(?(+1)', '(?( 1)', '(?(1', '(?t:', '(?-t:', '(?-a:', '(?L:'],
];
const insertions = [...'\\()[]{}*+?|^$.-a,1<>!#', ...['(?', '(?:', '(?i)', '(?=', '\\d', '\\b', 'P<a>']];
const textCharacters = [...'abAZkKsSiI09_ -.\n/\\:éÉßẞİıſKσςΣ😀àÿ\x1c\x85\xa0\ufeff٣ⅷ²o"\''];

export function makeCase(random, patterns) {
  const pattern = makePattern(random, patterns);
  const flags = [...'ims'].filter(() => random.below(5) === 0).join('');
  return { pattern, flags, texts: Array.from({ length: 4 }, () => makeText(random, pattern)) };
}

function makePattern(random, patterns) {
  if (patterns.length === 0 || random.below(2) === 0) {
    const pattern = grow(random, 3);
    return random.below(5) === 0 ? edit(random, pattern, [pattern]) : pattern;
  }
  return edit(random, random.pick(patterns), patterns);
}

const oftenFrom = (random, usual, odd, percent) => random.pick(random.below(100) < percent ? odd : usual);

function grow(random, depth) {
  let pattern = '';
  for (let parts = random.below(5); parts > 0; parts--) {
    pattern += makePart(random, depth);
    if (random.below(10) < 3)
      pattern += oftenFrom(random, quantifiers, oddQuantifiers, 8) + random.pick(['', '', '', '?', '+']);
  }
  return pattern;
}

function makePart(random, depth) {
  const kind = depth === 0 ? 0 : random.below(100);
  if (kind < 50) return oftenFrom(random, atoms, oddAtoms, 4);
  if (kind < 68) {
    const inside = Array.from({ length: 1 + random.below(4) }, () => oftenFrom(random, members, oddMembers, 8));
    return `[${random.pick(['', '', '^'])}${inside.join('')}${random.below(40) === 0 ? '' : ']'}`;
  }
  if (kind < 92)
    return oftenFrom(random, openings, oddOpenings, 6) + grow(random, depth - 1) + (random.below(40) === 0 ? '' : ')');
  return `${grow(random, depth - 1)}|${grow(random, depth - 1)}`;
}

function edit(random, original, patterns) {
  let pattern = original;
  for (let edits = random.below(4); edits > 0; edits--) {
    const at = random.below(pattern.length + 1);
    const end = at + 1 + random.below(6);
    const [before, after] = [pattern.slice(0, at), pattern.slice(at)];
    switch (random.below(4)) {
      case 0:
        pattern = before + after.slice(1);
        break;
      case 1:
        pattern = before + random.pick(insertions) + after;
        break;
      case 2:
        pattern = before + pattern.slice(at, end) + after;
        break;
      default: {
        const other = random.pick(patterns);
        const from = random.below(other.length + 1);
        pattern = before + other.slice(from, from + 1 + random.below(12)) + after;
      }
    }
  }
  return pattern.toWellFormed();
}

function makeText(random, pattern) {
  const own = [...pattern.replace(/[()[\]{}*+?|^$\\]/g, '')];
  const from = own.length > 0 && random.below(3) > 0 ? own : textCharacters;
  let text = Array.from({ length: random.below(10) }, () => random.pick(from)).join('');
  if (random.below(3) === 0) {
    const at = random.below(pattern.length + 1);
    text += pattern.slice(at, at + random.below(15)).replace(/\\([^a-zA-Z0-9])/g, '$1');
  }
  if (random.below(4) === 0) text = random.pick([text.toUpperCase(), text.toLowerCase(), `${text}\n`]);
  return text.toWellFormed();
}
