import type { AddToken } from './scalar-tokens.ts';

/** What a value is read as, by the modifiers of its field. */
export type ValueKind = 'string' | 'placeholders' | 'regex' | 'field' | 'plain';

const plain: ReadonlySet<string> = new Set(['cidr', 'exists', 'lt', 'lte', 'gt', 'gte']);
const dates: ReadonlySet<string> = new Set(['minute', 'hour', 'day', 'week', 'month', 'year']);

export function valueKind(modifiers: readonly string[]): ValueKind {
  if (modifiers.includes('re')) return 'regex';
  if (modifiers.includes('fieldref')) return 'field';
  if (modifiers.includes('expand')) return 'placeholders';
  return modifiers.some((id) => plain.has(id) || dates.has(id)) ? 'plain' : 'string';
}

export function valueTokens(value: string, kind: ValueKind, add: AddToken): void {
  if (kind === 'regex') regexTokens(value, add);
  else if (kind === 'field') add(0, value.length, 'property');
  else if (kind === 'placeholders') placeholderTokens(value, add);
  if (kind === 'string' || kind === 'placeholders') wildcardTokens(value, add);
}

/** `*` and `?`, and a backslash where it takes their meaning (or that of another backslash) away. */
function wildcardTokens(value: string, add: AddToken): void {
  if (!/[*?\\]/.test(value)) return;
  for (const { 0: part, index } of value.matchAll(/\\[*?\\]|[*?]/g)) {
    add(index, index + part.length, part.length === 2 ? 'sigmaEscape' : 'sigmaWildcard');
  }
}

function placeholderTokens(value: string, add: AddToken): void {
  for (const { 0: part, index } of value.matchAll(/%[^%\s]+%/g)) add(index, index + part.length, 'sigmaPlaceholder');
}

const regexParts =
  /(?<class>\[\^?\]?(?:\\.|[^\]\\])*\]?)|(?<group>\(\?(?:[:=!>#]|<[=!]|P?<\w+>|[aiLmsux-]+[:)]|P=\w+\))?|[()])|(?<escape>\\(?:[dDwWsSbBAZ]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|.))|(?<quantifier>[*+?]\??|\{\d*(?:,\d*)?\}\??)|(?<anchor>[\^$|.])/gsu;

/** Classes, groups, escapes and quantifiers of a regular expression; what is between is literal text. */
function regexTokens(value: string, add: AddToken): void {
  let end = 0;
  for (const match of value.matchAll(regexParts)) {
    const { 0: part, index, groups = {} } = match;
    add(end, index, 'regexp');
    end = index + part.length;
    if (groups.class !== undefined) add(index, end, 'sigmaRegexClass');
    else if (groups.quantifier !== undefined) add(index, end, 'sigmaRegexQuantifier');
    else if (groups.escape !== undefined) add(index, end, /^\\[dDwWsS]/.test(part) ? 'sigmaRegexClass' : 'sigmaEscape');
    else
      add(
        index,
        end,
        part === '.' ? 'sigmaRegexClass' : groups.group === undefined ? 'sigmaRegexQuantifier' : 'sigmaRegexGroup',
      );
  }
  add(end, value.length, 'regexp');
}
