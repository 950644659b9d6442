/** Which modifiers may follow which, in the words of the specification and of what pySigma accepts. */

const encodings = ['wide', 'utf16le', 'utf16be', 'utf16'];
const anywhere = ['contains', 'startswith', 'endswith'];
const comparisons = ['lt', 'lte', 'gt', 'gte', 'neq'];
const timestampParts = ['minute', 'hour', 'day', 'week', 'month', 'year'];
const regexFlags = ['i', 'm', 's'];
const aliases: Readonly<Record<string, string>> = { ignorecase: 'i', multiline: 'm', dotall: 's' };

/** The order in which they are offered: the most used first. */
const first = [
  ...anywhere,
  ...['all', 're', 'cidr', 'windash', 'base64offset', 'wide', 'base64', 'exists', 'cased', 'fieldref', 'expand'],
  ...comparisons,
  ...['utf16le', 'utf16be', 'utf16'],
  ...timestampParts,
];

/** What nothing but `neq` and `all` may follow. */
const last = new Set(['cidr', 'exists', 'lt', 'lte', 'gt', 'gte']);

/** The modifiers that fit behind those given, the most useful first. */
export function modifiersAfter(before: readonly string[]): string[] {
  const used = new Set(before.map((modifier) => aliases[modifier] ?? modifier));
  const fitting = candidatesAfter(before, used);
  return fitting.filter(
    (modifier) => !used.has(modifier) || (modifier === 'base64' && before.at(-1) !== 'base64offset'),
  );
}

function candidatesAfter(before: readonly string[], used: ReadonlySet<string>): readonly string[] {
  const previous = before.at(-1);
  if (previous === undefined) return first;
  if (used.has('exists')) return [];
  if ([...used].some((modifier) => last.has(modifier))) return used.has('cidr') ? ['all', 'neq'] : ['neq'];
  if (used.has('re')) return [...(isFlag(previous) || previous === 're' ? regexFlags : []), 'all', 'neq'];
  if (timestampParts.some((part) => used.has(part))) return comparisons;
  if (used.has('fieldref'))
    return ['startswith', 'endswith', 'contains', 'neq', 'cased'].filter((each) => !isPlace(each, used));
  if (encodings.includes(previous)) return ['base64offset', 'base64', ...rest(used)];
  if (previous === 'base64offset') return ['contains', ...rest(used)];
  if (previous === 'base64') return [...anywhere, 'base64', ...rest(used)].filter((each) => !isPlace(each, used));
  if (previous === 'windash')
    return [...anywhere, 'all', 'cased', 'expand', 'neq'].filter((each) => !isPlace(each, used));
  if (previous === 'expand')
    return [...anywhere, 're', 'windash', 'cidr', 'all', 'cased', 'neq'].filter((each) => !isPlace(each, used));
  return afterText(used);
}

/** Behind a place in the text, `all`, `cased` or `neq`. */
function afterText(used: ReadonlySet<string>): readonly string[] {
  const hasPlace = anywhere.some((place) => used.has(place));
  const places = hasPlace ? [] : anywhere;
  const coded = used.has('base64') || used.has('base64offset');
  const before =
    hasPlace || coded ? [] : ['re', 'cidr', 'windash', ...encodings.slice(0, 1), 'base64offset', 'base64', 'expand'];
  const windash = hasPlace && !used.has('windash') && !coded ? ['windash', 'expand'] : [];
  return [...places, ...before, 'all', ...windash, 'cased', 'neq'];
}

function rest(used: ReadonlySet<string>): readonly string[] {
  return ['all', 'cased', 'neq'].filter((each) => !used.has(each));
}

/** A second place in the text. */
function isPlace(modifier: string, used: ReadonlySet<string>): boolean {
  return anywhere.includes(modifier) && anywhere.some((place) => used.has(place));
}

function isFlag(modifier: string): boolean {
  return regexFlags.includes(aliases[modifier] ?? modifier);
}
