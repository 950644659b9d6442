/** Names and strings as ES|QL's grammar has them. */

const reserved = new Set(
  'and asc by desc false first in is last like not null nulls on or rlike true where with'.split(' '),
);

/** A name, in backquotes where it is no path of identifiers. */
export function esqlName(name: string): string {
  const isIdentifier = (part: string) => /^(?:[A-Za-z]\w*|_\w+)$/.test(part) && !reserved.has(part.toLowerCase());
  return name.split('.').every(isIdentifier) ? name : `\`${name.replaceAll('`', '``')}\``;
}

const controls: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The inside of a string between double quotes. */
export function stringLiteral(text: string): string {
  return text.replace(/["\\]/g, '\\$&').replace(/[\n\r\t]/g, (character) => controls[character] as string);
}
