import { describe, expect, it } from 'vitest';
import { QueryText } from '../pipeline/query-text.ts';
import { compileTemplate } from './template.ts';

describe('compileTemplate', () => {
  it('fills in names and leaves doubled braces as single ones', () => {
    const template = compileTemplate('{{{field}}} {op} [{value}]');
    expect([...template.names]).toEqual(['field', 'op', 'value']);
    expect(template.fill({ field: 'a', op: '=', value: '1' }).text).toBe('{a} = [1]');
  });

  it('keeps the places of what is filled in', () => {
    const span = { start: 3, end: 4 };
    const text = compileTemplate('<{value}>').fill({ value: QueryText.of('x', span) });
    expect(text.sourceMap()).toEqual([{ query: { start: 1, end: 2 }, rule: span }]);
  });

  it('refuses a brace that is never closed, and names without value', () => {
    expect(() => compileTemplate('{field').fill({ field: 'a' })).toThrow('opening brace');
    expect(() => compileTemplate('{field}').fill({})).toThrow('no value for field');
  });
});
