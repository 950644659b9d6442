import { describe, expect, it } from 'vitest';
import { QueryText } from './query-text.ts';

const field = { start: 10, end: 15 };
const value = { start: 20, end: 23 };
const query = QueryText.concat('NOT ', QueryText.of('Image', field), '=', QueryText.of('cmd', value));

describe('QueryText', () => {
  it('tells which part of the rule each part of the query came from', () => {
    expect(query.text).toBe('NOT Image=cmd');
    expect(query.sourceMap()).toEqual([
      { query: { start: 4, end: 9 }, rule: field },
      { query: { start: 10, end: 13 }, rule: value },
    ]);
  });

  it('makes one entry of neighbours from the same place', () => {
    const text = QueryText.concat(QueryText.of('a', field), QueryText.of('b', field));
    expect(text.sourceMap()).toEqual([{ query: { start: 0, end: 2 }, rule: field }]);
  });

  it('keeps the places in slices', () => {
    const slice = query.slice(6, 11);
    expect(slice.text).toBe('age=c');
    expect(slice.sourceMap()).toEqual([
      { query: { start: 0, end: 3 }, rule: field },
      { query: { start: 4, end: 5 }, rule: value },
    ]);
  });

  it('keeps the places when parts are replaced', () => {
    const replaced = query.splice([
      { start: 0, end: 4, text: '' },
      { start: 10, end: 11, text: '\\c' },
    ]);
    expect(replaced.text).toBe('Image=\\cmd');
    expect(replaced.sourceMap()).toEqual([
      { query: { start: 0, end: 5 }, rule: field },
      { query: { start: 6, end: 10 }, rule: value },
    ]);
  });

  it('escapes part by part', () => {
    const escaped = QueryText.concat('"', QueryText.of('a"b', value), '"').map((text) => text.replaceAll('"', '\\"'));
    expect(escaped.text).toBe('\\"a\\"b\\"');
    expect(escaped.sourceMap()).toEqual([{ query: { start: 2, end: 6 }, rule: value }]);
  });

  it('joins with a separator and gives a place to what has none', () => {
    const joined = QueryText.join([QueryText.of('a', value), 'b'], ' OR ');
    expect(joined.text).toBe('a OR b');
    expect(joined.withSpan(field).fragments.map(({ span }) => span)).toEqual([value, field, field]);
  });
});
