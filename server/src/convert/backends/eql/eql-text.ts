/** Names, strings and patterns as EQL's grammar has them. */
import { containsSpecial } from '../../../sigma/types/sigma-string.ts';
import type { SigmaString } from '../../../sigma/types/sigma-type.ts';

const reserved = new Set(
  'and any by false fork in join like maxspan not null of or regex sample sequence true until where with'.split(' '),
);

/** A name, in backquotes where it is no path of identifiers. */
export function eqlName(name: string): string {
  const isPath = name.split('.').every((part) => /^[A-Za-z_@][A-Za-z0-9_]*$/.test(part) && !reserved.has(part));
  return isPath ? name : `\`${name.replaceAll('`', '``')}\``;
}

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' };

/** A string between double quotes. */
export function eqlString(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/[\n\r\t\b\f]/g, (character) => escapes[character] as string)}"`;
}

/** The text of a string with its wildcards, which nothing escapes in EQL. */
export function wildcardText({ parts }: SigmaString): string {
  return parts
    .map((part) => (part.kind === 'plain' ? part.text : part.kind === 'wildcard' ? part.wildcard : ''))
    .join('');
}

/** What a string needs of its operator. */
export interface StringNeeds {
  readonly wildcards: boolean;
  /** It has characters that would be wildcards. */
  readonly literals: boolean;
}

export function stringNeeds(value: SigmaString): StringNeeds {
  return {
    wildcards: containsSpecial(value),
    literals: value.parts.some((part) => part.kind === 'plain' && /[*?]/.test(part.text)),
  };
}
