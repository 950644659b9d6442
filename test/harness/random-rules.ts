import type { SigmaEvent } from '../../server/src/evaluate/sigma-event.ts';
import { type RandomNumbers, randomNumbers } from './random.ts';

/** Few fields and words, so that their parts often cover, repeat and contradict each other. */
const fields = ['CommandLine', 'User', 'EventID', 'F'];
const words = ['foo', 'Foo', 'foobar', 'bar', 'ob', '123', '/a', '-a', 'a\\b'];

const modifiers = [
  ...['', '', '', '|contains', '|startswith', '|endswith', '|contains|all', '|all', '|cased', '|cased|contains'],
  ...['|re', '|re|i', '|re|i|all', '|windash', '|contains|windash', '|cased|contains|all', '|exists', '|neq', '|re|s'],
  ...['|contains|neq', '|startswith|all', '|cased|endswith', '|windash|contains|all', '|lt', '|fieldref'],
];

const names = ['sel', 'selection', 'selection_a', 'selection_b', 'sel_c', 'filter', 'filter_x', '_x', '_sel', 'not-it'];

/** A rule that checks have much to say about. */
export function randomRule(seed: number): string {
  const random = randomNumbers(seed);
  const chosen = [...new Set(Array.from({ length: 1 + random.below(4) }, () => random.oneOf(names)))];
  const base = random.below(5) === 0;
  const alias = random.below(8) === 0;
  const product = random.oneOf(['windows', 'linux', 'aws']);
  const lines = [
    'title: Random',
    ...(base ? ['base: &base', ...mappingLines(random, '    ')] : []),
    ...(alias ? ['extra: &value', ...valueLines(random)] : []),
    `logsource:\n    product: ${product}\n    category: process_creation`,
    'detection:',
    ...chosen.flatMap((name) => [
      `    ${name}:`,
      ...selectionLines(random, base),
      ...(alias ? aliasLines(random) : []),
    ]),
    `    condition: ${condition(random, chosen)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function valueLines(random: RandomNumbers): string[] {
  return Array.from({ length: 1 + random.below(3) }, () => `    - ${plain(random)}`);
}

function aliasLines(random: RandomNumbers): string[] {
  return [
    `    again${random.below(100)}:`,
    `        ${random.oneOf(fields)}${random.oneOf(['', '|contains', '|all', '|startswith'])}: *value`,
  ];
}

function selectionLines(random: RandomNumbers, base: boolean): string[] {
  const merge = base && random.below(2) === 0 ? ['        <<: *base'] : [];
  switch (random.below(8)) {
    case 0:
      return listLines(random, '        ');
    case 1:
      return Array.from({ length: 1 + random.below(3) }, () => mappingLines(random, '          ')).flatMap(
        ([first = '', ...others]) => [first.replace('          ', '        - '), ...others],
      );
    default:
      return random.below(2) === 0
        ? [...merge, ...mappingLines(random, '        ')]
        : [...mappingLines(random, '        '), ...merge];
  }
}

function mappingLines(random: RandomNumbers, indent: string): string[] {
  const items = new Map<string, string[]>();
  for (let left = 1 + random.below(4); left > 0; left--) {
    const modifier = random.oneOf(modifiers);
    const key = `${random.oneOf(fields.slice(0, 1 + random.below(4)))}${modifier}`;
    items.set(key, random.below(30) === 0 && items.size > 0 ? [] : itemLines(random, key, modifier, indent));
  }
  const lines = [...items.values()].flat();
  return lines.length > 0 ? lines : [`${indent}F: 1`];
}

function itemLines(random: RandomNumbers, key: string, modifier: string, indent: string): string[] {
  if (modifier === '|exists') return [`${indent}${key}: ${random.oneOf(['true', 'false'])}`];
  if (modifier === '|lt') return [`${indent}${key}: ${random.below(200)}`];
  if (modifier === '|fieldref') return [`${indent}${key}: ${random.oneOf(fields)}`];
  const value = () => (modifier.startsWith('|re') ? regex(random) : plain(random));
  const written = random.below(12) === 0 ? `'${key}'` : key;
  if (random.below(2) === 0) return [`${indent}${written}: ${value()}`];
  if (random.below(12) === 0) return [`${indent}${written}: [${value()}, ${value()}]`];
  return [`${indent}${written}:`, ...Array.from({ length: 1 + random.below(4) }, () => `${indent}    - ${value()}`)];
}

function listLines(random: RandomNumbers, indent: string): string[] {
  return Array.from({ length: 1 + random.below(3) }, () => `${indent}- ${plain(random)}`);
}

function plain(random: RandomNumbers): string {
  const word = () => random.oneOf(words);
  const star = () => random.oneOf(['', '', '*', '*', '**', '?', '\\*']);
  switch (random.below(10)) {
    case 0:
      return random.oneOf(['null', '123', "''", '1.0', "'*'", "'?*'", "'*?'"]);
    case 1:
      return word().replaceAll('-a', 'a');
    case 2:
      return `'${word()}${star()}${word()}'`;
    default:
      return `'${star()}${word()}${star()}'`;
  }
}

function regex(random: RandomNumbers): string {
  const word = random.oneOf(['foo', 'Foo', 'foobar', 'bar', '123', 'a\\\\b', 'fo.', '\\*']);
  const start = random.oneOf(['', '', '^', '.*', '^.*', '\\A']);
  return `'${random.oneOf(['', '', '', '(?i)'])}${start}${word}${random.oneOf(['', '', '$', '.*', '.*$', '\\Z'])}'`;
}

function condition(random: RandomNumbers, chosen: readonly string[]): string {
  const part = (): string => {
    const name = random.oneOf(chosen);
    const patterns = ['them', 'them', 'selection*', 'selection_*', 'sel*', 'sel_*', 'filter_*', '_*', `${name}*`];
    return random.below(2) === 0
      ? name
      : `${random.oneOf(['1 of', 'all of', 'all of', 'any of'])} ${random.oneOf(patterns)}`;
  };
  const negated = () => `${random.below(4) === 0 ? 'not ' : ''}${part()}`;
  switch (random.below(6)) {
    case 0:
    case 1:
      return part();
    case 2:
      return `${part()} and not ${part()}`;
    case 3:
      return `${negated()} ${random.oneOf(['and', 'or'])} ${negated()}`;
    case 4:
      return `${negated()} ${random.oneOf(['and', 'or'])} ${negated()} ${random.oneOf(['and', 'or'])} ${negated()}`;
    default:
      return `(${negated()} or ${part()}) and ${negated()}`;
  }
}

/** Events of the same words, with one value or several in a field, or without it. */
export function randomEvents(seed: number, count: number): SigmaEvent[] {
  const random = randomNumbers(seed ^ 0x5eed);
  const word = () =>
    random.oneOf(['', '', 'x', ' ', 'foo']) +
    random.oneOf([...words, 'FOO', '–a', '*foo', 'foo*', '?', '**']) +
    random.oneOf(['', '', 'x', ' bar', '\n', '*']);
  const value = (): unknown => {
    const which = random.below(12);
    return which === 0 ? null : which === 1 ? 123 : which === 2 ? '' : which === 3 ? 1 : word();
  };
  const values = (): unknown => (random.below(3) === 0 ? Array.from({ length: random.below(4) }, value) : value());
  return Array.from({ length: count }, () =>
    Object.fromEntries([...fields, 'Message'].flatMap((field) => (random.below(4) === 0 ? [] : [[field, values()]]))),
  );
}
