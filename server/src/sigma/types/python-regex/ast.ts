/** The tree of a regular expression in Python's syntax. A sequence is a list of nodes; an alternation is a node in it. */

export type RegexFlags = ReadonlySet<RegexFlagLetter>;
/** Python's inline flags: ASCII, ignore case, multi-line, dot matches all, template (without effect), Unicode, verbose. */
export type RegexFlagLetter = 'a' | 'i' | 'm' | 's' | 't' | 'u' | 'x';

export type CategoryName = 'digit' | 'space' | 'word';

export type SetItem =
  | { readonly kind: 'literal'; readonly code: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'category'; readonly category: CategoryName; readonly negate: boolean };

export type RegexSequence = readonly RegexNode[];

export type AnchorName = 'beginning' | 'end' | 'beginning-string' | 'end-string' | 'boundary' | 'non-boundary';

export interface RepeatNode {
  readonly kind: 'repeat';
  readonly min: number;
  /** `Infinity` without an upper limit. */
  readonly max: number;
  readonly mode: 'greedy' | 'lazy' | 'possessive';
  readonly body: RegexSequence;
}

export interface GroupNode {
  readonly kind: 'group';
  /** `null` when it does not capture. */
  readonly index: number | null;
  readonly name: string | undefined;
  readonly add: RegexFlags;
  readonly remove: RegexFlags;
  readonly body: RegexSequence;
}

export interface LookNode {
  readonly kind: 'look';
  readonly behind: boolean;
  readonly negate: boolean;
  readonly body: RegexSequence;
}

export type RegexNode =
  | { readonly kind: 'literal'; readonly code: number }
  | { readonly kind: 'any' }
  | { readonly kind: 'set'; readonly negate: boolean; readonly items: readonly SetItem[] }
  | { readonly kind: 'at'; readonly at: AnchorName }
  | { readonly kind: 'branch'; readonly branches: readonly RegexSequence[] }
  | { readonly kind: 'atomic'; readonly body: RegexSequence }
  | { readonly kind: 'backreference'; readonly group: number }
  | {
      readonly kind: 'conditional';
      readonly group: number;
      readonly yes: RegexSequence;
      readonly no: RegexSequence | null;
    }
  | RepeatNode
  | GroupNode
  | LookNode;

export interface PythonRegex {
  readonly body: RegexSequence;
  /** The flags of the whole expression: those it was compiled with and those at its start. */
  readonly flags: RegexFlags;
  /** How many capturing groups there are. */
  readonly groupCount: number;
  readonly groupNames: ReadonlyMap<string, number>;
}

export const noFlags: RegexFlags = new Set();

/** The flags inside a group that adds and removes some. */
export function combineFlags(flags: RegexFlags, add: RegexFlags, remove: RegexFlags): RegexFlags {
  if (add.size === 0 && remove.size === 0) return flags;
  const combined = new Set(flags);
  if (add.has('a') || add.has('u')) {
    combined.delete('a');
    combined.delete('u');
  }
  for (const flag of add) combined.add(flag);
  for (const flag of remove) combined.delete(flag);
  return combined;
}
