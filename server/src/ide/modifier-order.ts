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
  ...['re', 'cidr', 'windash', 'base64offset', 'wide', 'base64', 'exists', 'cased', 'fieldref', 'expand', 'all'],
  ...comparisons,
  ...['utf16le', 'utf16be', 'utf16'],
  ...timestampParts,
];

const known: ReadonlySet<string> = new Set([...first, ...regexFlags]);

/** What nothing but `neq` and `all` may follow. */
const last = new Set(['cidr', 'exists', 'lt', 'lte', 'gt', 'gte']);

/** The modifiers that fit behind those given, the most useful first. */
export function modifiersAfter(before: readonly string[]): string[] {
  const used = new Set(before.map((modifier) => aliases[modifier] ?? modifier));
  const fitting = candidatesAfter(before, used);
  return fitting.filter((modifier) => !clash(modifier, used) && (!used.has(modifier) || mayRepeat(modifier, before)));
}

/** What needs a field: its presence, its number, its time, its address, or another field. */
const ofFields = new Set([
  'exists',
  'cidr',
  'fieldref',
  ...comparisons.filter((each) => each !== 'neq'),
  ...timestampParts,
]);

/**
 * The modifiers that fit between those given: behind the first and, as far as these are known, before the others. Without a field
 * (`isKeyword`) only those that can be asked of the whole event.
 */
export function modifiersBetween(
  before: readonly string[],
  behind: readonly string[],
  isKeyword: boolean,
): readonly string[] {
  const fitting = modifiersAfter(before).filter((modifier) => !isKeyword || !ofFields.has(modifier));
  const written = behind.map((modifier) => aliases[modifier] ?? modifier).filter((each) => known.has(each));
  return fitting.filter((modifier) =>
    written.every((next, index) => modifiersAfter([...before, modifier, ...written.slice(0, index)]).includes(next)),
  );
}

/** `all` would ask for every spelling that `windash` makes at once. */
function clash(modifier: string, used: ReadonlySet<string>): boolean {
  return (modifier === 'all' && used.has('windash')) || (modifier === 'windash' && used.has('all'));
}

/** Text is sometimes encoded twice. */
function mayRepeat(modifier: string, before: readonly string[]): boolean {
  return modifier === 'base64' && before.at(-1) === 'base64';
}

function candidatesAfter(before: readonly string[], used: ReadonlySet<string>): readonly string[] {
  const previous = before.at(-1);
  if (previous === undefined) return first;
  if (used.has('exists')) return [];
  if ([...used].some((modifier) => last.has(modifier))) return used.has('cidr') ? ['all', 'neq'] : ['neq'];
  if (used.has('re')) return [...(isFlag(previous) || previous === 're' ? regexFlags : []), 'all', 'neq'];
  if (timestampParts.some((part) => used.has(part))) return comparisons;
  if (used.has('fieldref')) return ['startswith', 'endswith', 'contains', 'neq'].filter((each) => !isPlace(each, used));
  if (encodings.includes(previous)) return ['base64offset', 'base64', ...rest(used)];
  // Alone it is only a piece of the encoded text: `contains` has to follow.
  if (previous === 'base64offset') return ['contains', 'neq'];
  if (previous === 'base64') return [...anywhere, 'base64', ...rest(used)].filter((each) => !isPlace(each, used));
  if (previous === 'windash') return [...anywhere, 'cased', 'expand', 'neq'].filter((each) => !isPlace(each, used));
  if (previous === 'expand')
    return [...anywhere, 'windash', 'all', 'cased', 'neq'].filter((each) => !isPlace(each, used));
  return afterText(used);
}

/** Behind a place in the text, `all`, `cased` or `neq`. `re` and `cidr` take values as they are written, so they only come first. */
function afterText(used: ReadonlySet<string>): readonly string[] {
  const hasPlace = anywhere.some((place) => used.has(place));
  const places = hasPlace ? [] : anywhere;
  const coded = used.has('base64') || used.has('base64offset');
  const isEncoded = encodings.some((encoding) => used.has(encoding));
  const before = hasPlace || coded || isEncoded ? [] : ['windash', 'wide', 'base64offset', 'base64', 'expand'];
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
