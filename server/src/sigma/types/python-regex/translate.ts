/** The walk that writes a pattern for another engine; what differs between engines is in a `RegexDialect`. */
import {
  type AnchorName,
  combineFlags,
  type GroupNode,
  type LookNode,
  type RegexFlags,
  type RegexNode,
  type RegexSequence,
  type RepeatNode,
} from './ast.ts';
import { type Category, type CharacterSet, characterSet, isStep, maxCodePoint, spaceRanges } from './character-set.ts';

/** Where a node stands. */
export interface Place {
  readonly flags: RegexFlags;
  /** Nothing follows it in the whole expression. */
  readonly isLast: boolean;
  readonly inLookbehind: boolean;
}

/** Thrown inside a translation when the engine lacks something; its message is for people. */
export class NotTranslatable extends Error {}

export interface RegexDialect {
  /** A code point that is no letter or digit, in classes and outside. */
  escape(code: number): string;
  at(at: AnchorName, place: Place): string;
  look(node: LookNode, body: string): string;
  /** A part that keeps what it matched first. */
  atomic(body: string, place: Place): string;
  group(body: string, node: GroupNode): string;
  backreference(group: number, place: Place): string;
  /** How a class that has no plain spelling is written: one of these must match, or none of them. */
  alternatives(classes: readonly string[], negate: boolean): string;
}

const wordClass = '\\p{L}\\p{N}_';
const letterOrDigit = /^[A-Za-z0-9_]$/;

export function translateSequence(dialect: RegexDialect, body: RegexSequence, place: Place): string {
  return body
    .map((node, i) => translateNode(dialect, node, { ...place, isLast: place.isLast && i === body.length - 1 }))
    .join('');
}

function translateNode(dialect: RegexDialect, node: RegexNode, place: Place): string {
  if (isStep(node)) return translateSet(dialect, characterSet(node, place.flags));
  switch (node.kind) {
    case 'at':
      return dialect.at(node.at, place);
    case 'branch':
      return `(?:${node.branches.map((branch) => translateSequence(dialect, branch, place)).join('|')})`;
    case 'group': {
      const flags = combineFlags(place.flags, node.add, node.remove);
      return dialect.group(translateSequence(dialect, node.body, { ...place, flags }), node);
    }
    case 'atomic':
      return dialect.atomic(translateSequence(dialect, node.body, { ...place, isLast: false }), place);
    case 'look': {
      const inside = { ...place, isLast: false, inLookbehind: node.behind };
      return dialect.look(node, translateSequence(dialect, node.body, inside));
    }
    case 'backreference':
      return dialect.backreference(node.group, place);
    case 'conditional':
      throw new NotTranslatable('a part that depends on whether a group took part in the match');
    case 'repeat':
      return translateRepeat(dialect, node, place);
  }
}

function translateRepeat(dialect: RegexDialect, node: RepeatNode, place: Place): string {
  const inner = translateSequence(dialect, node.body, { ...place, isLast: false });
  const lazy = node.mode === 'lazy' ? '?' : '';
  const repeated = `(?:${inner})${quantifier(node)}${lazy}`;
  return node.mode === 'possessive' ? dialect.atomic(repeated, place) : repeated;
}

function quantifier({ min, max }: RepeatNode): string {
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

export function codeText(dialect: RegexDialect, code: number): string {
  const char = String.fromCodePoint(code);
  return letterOrDigit.test(char) ? char : dialect.escape(code);
}

function translateSet(dialect: RegexDialect, set: CharacterSet): string {
  const [range] = set.ranges;
  if (range && set.ranges.length === 1 && set.categories.length === 0 && !set.negate && range[0] === range[1]) {
    return codeText(dialect, range[0]);
  }
  // A class cannot hold the complement of several things beside others.
  const inside = set.categories
    .filter((category) => !isComplement(category))
    .map((category) => positive(dialect, category));
  const outside = set.categories.filter(isComplement).map((category) => `[^${positive(dialect, category)}]`);
  const listed = set.ranges.map((each) => rangeText(dialect, each)).join('') + inside.join('');
  if (outside.length === 0) return listed === '' ? nothing(dialect, set.negate) : `[${set.negate ? '^' : ''}${listed}]`;
  const [only] = outside;
  if (listed === '' && outside.length === 1 && only) return set.negate ? `[${only.slice(2)}` : only;
  return dialect.alternatives(listed === '' ? outside : [`[${listed}]`, ...outside], set.negate);
}

function nothing(dialect: RegexDialect, negate: boolean): string {
  const all = rangeText(dialect, [0, maxCodePoint]);
  return negate ? `[${all}]` : `[^${all}]`;
}

const isComplement = (category: Category) => category.negate;

function rangeText(dialect: RegexDialect, [from, to]: readonly [number, number]): string {
  return from === to ? codeText(dialect, from) : `${codeText(dialect, from)}-${codeText(dialect, to)}`;
}

function positive(dialect: RegexDialect, { name, ascii }: Category): string {
  if (name === 'digit') return ascii ? '0-9' : '\\p{Nd}';
  if (name === 'word') return ascii ? 'a-zA-Z0-9_' : wordClass;
  const ranges: readonly (readonly [number, number])[] = ascii
    ? [
        [9, 13],
        [32, 32],
      ]
    : spaceRanges;
  return ranges.map((range) => rangeText(dialect, range)).join('');
}
