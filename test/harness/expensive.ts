/** Texts that are made to be expensive, and files that are no text at all. */

const head = 'title: Expensive\nlogsource: { category: test }\ndetection:\n';
const rule = (selections: string, condition = 's') => `${head}${selections}  condition: ${condition}\n`;
const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join('');
const thousand = times(1000, (i) => `  sel_${i}: { f: ${i} }\n`);

/** Each must be answered with the code named, or with a result (`null`), within a tenth of a second. */
export const bombs: Readonly<Record<string, { readonly text: string; readonly code: string | null }>> = {
  'windash over twelve dashes': {
    text: rule(`  s:\n    f|windash|contains: '${' -x'.repeat(12)}'\n`),
    code: 'sigma-expansion-limit-error',
  },
  'windash over a thousand dashes': {
    text: rule(`  s:\n    f|windash: '${' -x'.repeat(1000)}'\n`),
    code: 'sigma-expansion-limit-error',
  },
  'ten thousand [': { text: '['.repeat(10_000), code: 'recursion-error' },
  'ten thousand [ in a value': { text: `title: ${'['.repeat(10_000)}\n`, code: 'recursion-error' },
  'ten thousand {': { text: '{a: '.repeat(10_000), code: 'recursion-error' },
  'ten thousand -': { text: '- '.repeat(10_000), code: 'recursion-error' },
  'ten thousand ( in a condition': { text: rule('  s: { f: 1 }\n', '('.repeat(10_000)), code: 'sigma-condition-error' },
  'ten thousand pairs of ( ) in a condition': {
    text: rule('  s: { f: 1 }\n', `${'('.repeat(10_000)}s${')'.repeat(10_000)}`),
    code: null,
  },
  'ten thousand not in a condition': {
    text: rule('  s: { f: 1 }\n', `${'not '.repeat(10_000)}s`),
    code: 'recursion-error',
  },
  'ten thousand ( in a regular expression': {
    text: rule(`  s: { f|re: '${'('.repeat(10_000)}' }\n`),
    code: 'recursion-error',
  },
  'ten thousand pairs of ( ) in a regular expression': {
    text: rule(`  s: { f|re: '${'('.repeat(10_000)}${')'.repeat(10_000)}' }\n`),
    code: 'recursion-error',
  },
  'repeats of repeats': { text: rule("  s: { f|re: '(((a{1000}){1000}){1000})b' }\n"), code: null },
  'a thousand selectors over a thousand selections': {
    text: rule(
      thousand,
      times(1000, (i) => `${i === 0 ? '' : ' or '}1 of sel_*`),
    ),
    code: 'sigma-expansion-limit-error',
  },
  'a thousand times all of a thousand selections': {
    text: rule(
      thousand,
      times(1000, (i) => `${i === 0 ? '' : ' and '}all of them`),
    ),
    code: 'sigma-expansion-limit-error',
  },
  'a pattern of many stars': {
    text: rule(`  ${'a'.repeat(200)}: { f: 1 }\n  s: { f: 1 }\n`, `s or 1 of ${'*a'.repeat(100)}*b`),
    code: null,
  },
  'ten thousand ( in an extended condition': {
    text: `title: T\ncorrelation:\n  type: temporal\n  timespan: 1d\n  condition: ${'('.repeat(10_000)}\n`,
    code: 'sigma-correlation-condition-error',
  },
  'a timespan of a hundred thousand digits': {
    text: `title: T\ncorrelation: { type: event_count, rules: [a], timespan: ${'9'.repeat(100_000)}d, condition: { gte: 1 } }\n`,
    code: 'value-error',
  },
};

const aliases = `${times(12, (i) => (i === 0 ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]\n' : `a${i}: &a${i} [${times(9, (j) => `${j === 0 ? '' : ', '}*a${i - 1}`)}]\n`))}title: *a11\ndetection: *a11\n`;
const utf16 = Buffer.from(`\ufeff${rule('  s: { f: 1 }\n')}`, 'utf16le');

/** Each gets one clear problem with this code, within two seconds. `text` is what an editor would hold, where it opens such a file at all. */
export const oddFiles: Readonly<
  Record<string, { readonly bytes: () => Uint8Array; readonly text?: () => string; readonly code: string }>
> = {
  'fifty megabytes': {
    bytes: () =>
      Buffer.from(`${head}  s:\n    f:\n${'      - aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n'.repeat(1_000_000)}`),
    text: () => `${head}  s:\n    f:\n${'      - aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n'.repeat(1_000_000)}`,
    code: 'yaml-limit',
  },
  'ten thousand documents': {
    bytes: () => Buffer.from(`${rule('  s: { f: 1 }\n')}---\n`.repeat(10_000)),
    text: () => `${rule('  s: { f: 1 }\n')}---\n`.repeat(10_000),
    code: 'yaml-limit',
  },
  'an alias bomb': { bytes: () => Buffer.from(aliases), text: () => aliases, code: 'yaml-limit' },
  'a binary file': {
    bytes: () => Uint8Array.from({ length: 200_000 }, (_, i) => (i * i) % 251),
    code: 'unicode-decode-error',
  },
  'UTF-16': { bytes: () => utf16, code: 'unicode-decode-error' },
  'Latin-1': {
    bytes: () => Buffer.from(rule('  s: { f: Größe }\n'), 'latin1'),
    code: 'unicode-decode-error',
  },
};
