/** What of a regular expression decides how `.*` is put beside it. */

/** Flags for the whole expression, which must stay in front of it. */
const leadingFlags = /^\(\?[aiLmsux]+\)/;

export function leadingFlagsOf(regex: string): string {
  return leadingFlags.exec(regex)?.[0] ?? '';
}

/** An escape, a class, or one character. */
const token = /\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/g;

/** Whether it consists of alternatives that no group holds together. */
export function hasOpenAlternation(regex: string): boolean {
  let depth = 0;
  for (const [text] of regex.matchAll(token)) {
    if (text === '(') depth++;
    else if (text === ')') depth--;
    else if (text === '|' && depth === 0) return true;
  }
  return false;
}

/** Whether it ends in these characters, and they are no escaped ones. */
export function endsUnescaped(regex: string, end: string): boolean {
  if (!regex.endsWith(end)) return false;
  const before = regex.slice(0, regex.length - end.length);
  const backslashes = before.length - before.replace(/\\+$/, '').length;
  return backslashes % 2 === 0;
}
