/**
 * Regular expressions as Lucene runs them: they match a whole value, know neither anchors nor look-arounds nor flags, and give a
 * meaning to characters that stand for themselves elsewhere.
 */
import {
  combineFlags,
  type RegexFlags,
  type RegexNode,
  type RegexSequence,
  type SetItem,
} from '../sigma/types/python-regex/ast.ts';
import { parsePythonRegex } from '../sigma/types/python-regex/parse-python-regex.ts';
import { sigmaStringToPlainRegex } from '../sigma/types/sigma-string.ts';
import type { SigmaRegularExpression, SigmaString } from '../sigma/types/sigma-type.ts';

export type LuceneRegex = { readonly pattern: string } | { readonly unsupported: string };

/** The pattern for `/…/`, or what Lucene cannot express of it. */
export function luceneRegex(value: SigmaRegularExpression): LuceneRegex {
  const parsed = parsePythonRegex(sigmaStringToPlainRegex(value.regexp), value.flags);
  if (!('ast' in parsed)) return { unsupported: 'it is no valid regular expression' };
  const { body, flags } = parsed.ast;
  try {
    return { pattern: new LuceneWriter().sequence(body, { flags, start: true, end: true }) };
  } catch (error) {
    if (error instanceof Unsupported) return { unsupported: error.message };
    throw error;
  }
}

/** The pattern for a string with wildcards, without regard to case where the characters beyond ASCII are concerned. */
export function luceneRegexOfString({ parts }: SigmaString, ignoreCase: boolean): string {
  return parts
    .map((part) => {
      if (part.kind === 'wildcard') return part.wildcard === '*' ? anything : '.';
      return part.kind === 'plain' ? [...part.text].map((character) => literal(character, ignoreCase)).join('') : '';
    })
    .join('');
}

function literal(character: string, ignoreCase: boolean): string {
  const variants = ignoreCase && character > '\x7f' ? caseVariants(character) : [character];
  return variants.length === 1 ? quoted(character) : `[${variants.map(quoted).join('')}]`;
}

class Unsupported extends Error {}

/** Where a part of the expression stands. */
interface Place {
  readonly flags: RegexFlags;
  /** Nothing stands before it: whatever may precede the match belongs to it. */
  readonly start: boolean;
  readonly end: boolean;
}

const anything = '.*';
const special = new Set('.?+*|{}[]()"\\#@&<>~/^$-');
const quoted = (character: string) => (special.has(character) ? `\\${character}` : character);

const categoryRanges = {
  digit: '0-9',
  word: 'a-zA-Z0-9_',
  space: ' \t\n\r\f\v',
} as const;

class LuceneWriter {
  sequence(nodes: RegexSequence, place: Place): string {
    const { start, end, flags } = place;
    const isOpen = (node: RegexNode | undefined) => node?.kind === 'branch' || node?.kind === 'group';
    const isAnchor = (node: RegexNode | undefined, ...names: string[]) =>
      node?.kind === 'at' && names.includes(node.at);
    const anchoredAtStart = start && isAnchor(nodes[0], 'beginning', 'beginning-string');
    const rest = anchoredAtStart ? nodes.slice(1) : nodes;
    const anchoredAtEnd = end && isAnchor(rest.at(-1), 'end', 'end-string');
    const inner = anchoredAtEnd ? rest.slice(0, -1) : rest;
    if ((anchoredAtStart || anchoredAtEnd) && flags.has('m')) throw new Unsupported('it looks at single lines');
    let text = start && !anchoredAtStart && !isOpen(inner[0]) && !isAnything(inner[0]) ? anything : '';
    for (const [index, node] of inner.entries()) {
      const atStart = start && !anchoredAtStart && index === 0;
      const atEnd = end && !anchoredAtEnd && index === inner.length - 1;
      text += this.#node(node, { flags, start: atStart, end: atEnd });
    }
    const closes = end && !anchoredAtEnd && inner.length > 0 && !isOpen(inner.at(-1)) && !isAnything(inner.at(-1));
    return closes ? text + anything : text;
  }

  #node(node: RegexNode, place: Place): string {
    switch (node.kind) {
      case 'literal':
        return this.#literal(node.code, place.flags);
      case 'any':
        return '.';
      case 'set':
        return this.#set(node.items, node.negate, place.flags);
      case 'branch':
        return `(${node.branches.map((branch) => this.sequence(branch, place) || '()').join('|')})`;
      case 'group': {
        const flags = combineFlags(place.flags, node.add, node.remove);
        return `(${this.sequence(node.body, { ...place, flags })})`;
      }
      case 'repeat':
        return this.#repeat(node, place.flags);
      case 'at':
        throw new Unsupported(node.at.includes('boundary') ? 'it asks for word boundaries' : 'it has an anchor inside');
      case 'look':
        throw new Unsupported('it looks ahead or behind');
      case 'backreference':
      case 'conditional':
        throw new Unsupported('it refers to one of its groups');
      case 'atomic':
        throw new Unsupported('it has an atomic group');
    }
  }

  #literal(code: number, flags: RegexFlags): string {
    const character = String.fromCodePoint(code);
    const variants = flags.has('i') ? caseVariants(character) : [character];
    return variants.length === 1 ? quoted(character) : `[${variants.map(quoted).join('')}]`;
  }

  #repeat({ min, max, mode, body }: Extract<RegexNode, { kind: 'repeat' }>, flags: RegexFlags): string {
    if (mode === 'possessive') throw new Unsupported('it has a possessive repetition');
    const inner = this.sequence(body, { flags, start: false, end: false });
    const [only] = body;
    const isSingle = body.length === 1 && only?.kind !== 'repeat';
    const unit = isSingle ? inner : `(${inner})`;
    if (max === Number.POSITIVE_INFINITY) return unit + (min === 0 ? '*' : min === 1 ? '+' : `{${min},}`);
    if (min === 0 && max === 1) return `${unit}?`;
    return unit + (min === max ? `{${min}}` : `{${min},${max}}`);
  }

  #set(items: readonly SetItem[], negate: boolean, flags: RegexFlags): string {
    const inverse = items.filter((item) => item.kind === 'category' && item.negate);
    const plain = items.filter((item) => !inverse.includes(item));
    const ranges = plain.map((item) => this.#setItem(item, flags)).join('');
    if (inverse.length === 0) return `[${negate ? '^' : ''}${ranges}]`;
    const excluded = inverse.map((item) => (item.kind === 'category' ? categoryRanges[item.category] : ''));
    if (negate) {
      if (plain.length > 0 || excluded.length > 1) throw new Unsupported('it excludes the opposite of a class');
      return `[${excluded[0]}]`;
    }
    const parts = [...(ranges === '' ? [] : [`[${ranges}]`]), ...excluded.map((range) => `[^${range}]`)];
    return parts.length === 1 ? (parts[0] as string) : `(${parts.join('|')})`;
  }

  #setItem(item: SetItem, flags: RegexFlags): string {
    if (item.kind === 'category') return categoryRanges[item.category];
    const variants = (code: number) =>
      flags.has('i') ? caseVariants(String.fromCodePoint(code)) : [String.fromCodePoint(code)];
    if (item.kind === 'literal') return variants(item.code).map(quoted).join('');
    const ends = [variants(item.from), variants(item.to)] as const;
    const range = (index: number) => `${quoted(ends[0][index] ?? '')}-${quoted(ends[1][index] ?? '')}`;
    const bothCases = ends[0].length === 2 && ends[1].length === 2;
    return bothCases
      ? range(0) + range(1)
      : `${quoted(String.fromCodePoint(item.from))}-${quoted(String.fromCodePoint(item.to))}`;
  }
}

function isAnything(node: RegexNode | undefined): boolean {
  return (
    node?.kind === 'repeat' && node.min === 0 && node.max === Number.POSITIVE_INFINITY && node.body[0]?.kind === 'any'
  );
}

function caseVariants(character: string): string[] {
  const variants = [character.toLowerCase(), character.toUpperCase()].filter((other) => [...other].length === 1);
  return [...new Set(variants)].length === 2 ? variants : [character];
}
