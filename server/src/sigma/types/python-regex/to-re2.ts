/** A pattern in Python's syntax for RE2, as far as that finds the same: no look-around, references or Unicode word boundaries. */
import type { AnchorName, PythonRegex, RegexNode } from './ast.ts';
import { NotTranslatable, type Place, type RegexDialect, translateSequence } from './translate.ts';

export interface Re2Options {
  /** The texts hold only ASCII and at least one character: RE2's own word boundaries are right for them. */
  readonly asciiText?: boolean;
}

export function toRe2(
  regex: PythonRegex,
  options: Re2Options = {},
): { readonly source: string } | { readonly unsupported: string } {
  try {
    const place = { flags: regex.flags, isLast: true, inLookbehind: false };
    return { source: translateSequence(options.asciiText ? re2ForAscii : re2, regex.body, place) };
  } catch (error) {
    if (error instanceof NotTranslatable) return { unsupported: error.message };
    throw error;
  }
}

function refuse(what: string): never {
  throw new NotTranslatable(what);
}

const re2: RegexDialect = {
  escape: (code) => `\\x{${code.toString(16)}}`,

  at(at: AnchorName, { flags, isLast }: Place): string {
    if (at === 'beginning-string' || (at === 'beginning' && !flags.has('m'))) return '\\A';
    if (at === 'beginning') return '(?m:^)';
    if (at === 'end-string') return '\\z';
    if (at === 'end' && flags.has('m')) return '(?m:$)';
    // Not looking ahead, the line end has to be part of the match; that is only right where nothing follows.
    if (at === 'end') return isLast ? '\\n?\\z' : refuse('an end of text inside the expression');
    return at === 'boundary' && flags.has('a') ? '\\b' : refuse('a word boundary');
  },

  look: () => refuse('look-around'),
  atomic: () => refuse('an atomic group'),
  group: (body, node: Extract<RegexNode, { kind: 'group' }>) => (node.index === null ? `(?:${body})` : `(${body})`),
  backreference: () => refuse('a reference to a group'),
  alternatives: (classes, negate) => (negate ? refuse('a class without complements') : `(?:${classes.join('|')})`),
};

const re2ForAscii: RegexDialect = {
  ...re2,
  at(at: AnchorName, place: Place): string {
    if (at === 'boundary') return '\\b';
    return at === 'non-boundary' ? '\\B' : re2.at(at, place);
  },
};
