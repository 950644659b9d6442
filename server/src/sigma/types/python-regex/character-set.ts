/** What a single step of a pattern matches, with its flags applied: ranges of code points and categories. */
import type { CategoryName, RegexFlags, RegexNode, SetItem } from './ast.ts';
import { caseVariants, rangeVariants } from './case-variants.ts';

export interface Category {
  readonly name: CategoryName;
  readonly negate: boolean;
  readonly ascii: boolean;
}

export interface CharacterSet {
  readonly negate: boolean;
  readonly ranges: readonly (readonly [number, number])[];
  readonly categories: readonly Category[];
}

export const maxCodePoint = 0x10ffff;

export type StepNode = Extract<RegexNode, { kind: 'literal' | 'any' | 'set' }>;

export function isStep(node: RegexNode): node is StepNode {
  return node.kind === 'literal' || node.kind === 'any' || node.kind === 'set';
}

export function characterSet(node: StepNode, flags: RegexFlags): CharacterSet {
  if (node.kind === 'any') {
    return flags.has('s')
      ? { negate: false, ranges: [[0, maxCodePoint]], categories: [] }
      : { negate: true, ranges: [[10, 10]], categories: [] };
  }
  const items: readonly SetItem[] = node.kind === 'literal' ? [node] : node.items;
  const ranges: (readonly [number, number])[] = [];
  const categories: Category[] = [];
  for (const item of items) {
    if (item.kind === 'category') categories.push({ name: item.category, negate: item.negate, ascii: flags.has('a') });
    else ranges.push(...itemRanges(item, flags));
  }
  return { negate: node.kind === 'set' && node.negate, ranges, categories };
}

function itemRanges(item: Exclude<SetItem, { kind: 'category' }>, flags: RegexFlags): (readonly [number, number])[] {
  const [from, to] = item.kind === 'literal' ? [item.code, item.code] : [item.from, item.to];
  if (!flags.has('i')) return [[from, to]];
  const single = (code: number) => [code, code] as const;
  if (from === to) return caseVariants(from, flags.has('a')).map(single);
  return [[from, to], ...rangeVariants(from, to, flags.has('a')).map(single)];
}

const word = /^[\p{L}\p{N}_]$/u;
const digit = /^\p{Nd}$/u;

/** Python's `str.isspace()`. */
export const spaceRanges: readonly (readonly [number, number])[] = [
  [0x09, 0x0d],
  [0x1c, 0x20],
  [0x85, 0x85],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];

export const asciiSpaceRanges: readonly (readonly [number, number])[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
];

export function isWord(code: number, ascii: boolean): boolean {
  if (code < 0x80) {
    return (
      (code >= 0x61 && code <= 0x7a) ||
      (code >= 0x41 && code <= 0x5a) ||
      (code >= 0x30 && code <= 0x39) ||
      code === 0x5f
    );
  }
  return !ascii && word.test(String.fromCodePoint(code));
}

function inCategory(code: number, { name, ascii }: Category): boolean {
  if (name === 'word') return isWord(code, ascii);
  if (name === 'space') return inRanges(code, ascii ? asciiSpaceRanges : spaceRanges);
  if (code < 0x80 || ascii) return code >= 0x30 && code <= 0x39;
  return digit.test(String.fromCodePoint(code));
}

function inRanges(code: number, ranges: readonly (readonly [number, number])[]): boolean {
  for (const [from, to] of ranges) if (code >= from && code <= to) return true;
  return false;
}

export function matchesSet(set: CharacterSet, code: number): boolean {
  const inside =
    inRanges(code, set.ranges) || set.categories.some((category) => inCategory(code, category) !== category.negate);
  return inside !== set.negate;
}
