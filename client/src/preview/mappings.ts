/** Which parts of a query and of its rule belong together. Plain data, without the editor. */
import type { RangeMapping } from '../../../server/src/protocol/convert.ts';

type Range = RangeMapping['rule'];
type Position = Range['start'];

/**
 * The mappings that a cursor or selection on one side is about. A cursor means the smallest range that it touches and, where it
 * touches none, everything on its line; a selection means all that it overlaps.
 */
export function selectedMappings(
  mappings: readonly RangeMapping[],
  side: 'query' | 'rule',
  selection: Range,
): readonly RangeMapping[] {
  if (compare(selection.start, selection.end) !== 0)
    return mappings.filter((mapping) => overlaps(mapping[side], selection));
  const touched = mappings.filter((mapping) => touches(mapping[side], selection.start));
  if (touched.length > 0) return smallest(touched, side);
  // A query may be one long line: there only the very place counts.
  if (side === 'query') return [];
  const { line } = selection.start;
  return mappings.filter(({ rule }) => rule.start.line === line && rule.end.line === line);
}

/** All mappings whose part of the rule is among those of others: a value may stand in a query more than once. */
export function withSameRule(
  mappings: readonly RangeMapping[],
  others: readonly RangeMapping[],
): readonly RangeMapping[] {
  const keys = new Set(others.map(({ rule }) => keyOf(rule)));
  return mappings.filter(({ rule }) => keys.has(keyOf(rule)));
}

/** Ranges, each once. */
export function distinct(ranges: readonly Range[]): readonly Range[] {
  return [...new Map(ranges.map((range) => [keyOf(range), range])).values()];
}

function smallest(mappings: readonly RangeMapping[], side: 'query' | 'rule'): readonly RangeMapping[] {
  const isWithin = (inner: Range, outer: Range) =>
    keyOf(inner) !== keyOf(outer) && compare(outer.start, inner.start) <= 0 && compare(inner.end, outer.end) <= 0;
  return mappings.filter((mapping) => !mappings.some((other) => isWithin(other[side], mapping[side])));
}

function touches({ start, end }: Range, position: Position): boolean {
  return compare(start, position) <= 0 && compare(position, end) <= 0;
}

function overlaps(a: Range, b: Range): boolean {
  return compare(a.start, b.end) < 0 && compare(b.start, a.end) < 0;
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

function keyOf({ start, end }: Range): string {
  return `${start.line}:${start.character}-${end.line}:${end.character}`;
}
