import { describe, expect, it } from 'vitest';
import type { RangeMapping } from '../../../server/src/protocol/convert.ts';
import { distinct, selectedMappings, withSameRule } from './mappings.ts';

/** `query range ← rule range`, each `line:start-end`. */
function mapping(text: string): RangeMapping {
  const [query, rule] = text.split(' ← ').map(range) as [RangeMapping['query'], RangeMapping['rule']];
  return { query, rule };
}

function range(text: string): RangeMapping['rule'] {
  const [line, start, end] = text.split(/[:-]/).map(Number) as [number, number, number];
  return { start: { line, character: start }, end: { line, character: end } };
}

const mappings = ['0:0-5 ← 3:4-9', '0:6-9 ← 3:11-14', '0:20-30 ← 4:4-8', '0:22-24 ← 4:4-8', '0:0-40 ← 5:0-2'].map(
  mapping,
);
const chosen = (side: 'query' | 'rule', selection: string) =>
  selectedMappings(mappings, side, range(selection)).map((each) => mappings.indexOf(each));

describe('selectedMappings', () => {
  it.each([
    { what: 'a cursor in a value', side: 'rule', selection: '3:12-12', expected: [1] },
    { what: 'a cursor behind a value', side: 'rule', selection: '3:14-14', expected: [1] },
    { what: 'a cursor elsewhere on a line', side: 'rule', selection: '3:0-0', expected: [0, 1] },
    { what: 'a cursor on another line', side: 'rule', selection: '2:0-0', expected: [] },
    { what: 'a selection', side: 'rule', selection: '3:8-12', expected: [0, 1] },
    { what: 'a selection that only touches', side: 'rule', selection: '3:9-11', expected: [] },
    { what: 'a cursor in nested parts of a query', side: 'query', selection: '0:23-23', expected: [3] },
    { what: 'a cursor in the outer part of a query', side: 'query', selection: '0:28-28', expected: [2] },
    { what: 'a cursor in what only the whole explains', side: 'query', selection: '0:15-15', expected: [4] },
    { what: 'a cursor behind everything', side: 'query', selection: '0:50-50', expected: [] },
  ] as const)('$what', ({ side, selection, expected }) => {
    expect(chosen(side, selection)).toEqual(expected);
  });
});

it('withSameRule finds all that came from the same place', () => {
  expect(withSameRule(mappings, [mappings[2] as RangeMapping])).toEqual([mappings[2], mappings[3]]);
});

it('distinct keeps each range once', () => {
  expect(distinct(mappings.map(({ rule }) => rule))).toHaveLength(4);
});
