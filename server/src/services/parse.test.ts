import { describe, expect, it } from 'vitest';
import { parseRecordLine } from './parse.ts';

const rule = (more = '', detection = '{sel: {A: x}, condition: sel}') =>
  `title: t\n${more}logsource: {category: x}\ndetection: ${detection}\n`;

describe('parse records', () => {
  it('hold the rules as dictionaries', () => {
    expect(parseRecordLine('a.yml', rule('level: High\ncustom: {b: 1, a: 2.0}\n'))).toBe(
      '{"path": "a.yml", "raises": null, "collection_errors": [], "rules": [{"kind": "SigmaRule", "errors": [], ' +
        '"dict": {"title": "t", "level": "high", "custom": {"b": 1, "a": 2.0}, "logsource": {"category": "x"}, ' +
        '"detection": {"sel": {"A": "x"}, "condition": "sel"}}, "condition_errors": [null]}], "ok": true}',
    );
  });

  it('keep the digits of big integers and the order of keys', () => {
    const line = parseRecordLine('a.yml', rule('custom: {2: 123456789012345678901234567890, 1: [1e400, 1.0e+400]}\n'));
    expect(line).toContain('"custom": {"2": 123456789012345678901234567890, "1": ["1e400", Infinity]}');
  });

  it('say what is raised and what is collected', () => {
    const record = JSON.parse(parseRecordLine('a.yml', rule('level: x\nid: y\n')));
    expect(record.raises.error_class).toBe('SigmaIdentifierError');
    expect(record.collection_errors.map((error: { error_class: string }) => error.error_class)).toEqual([
      'SigmaIdentifierError',
      'SigmaLevelError',
    ]);
    expect(record.rules[0].dict).toMatchObject({ id: 'y', level: 'x' });
    expect(record.rules[0]).not.toHaveProperty('condition_errors');
    expect(record.ok).toBe(false);
  });

  it('say where pySigma stops', () => {
    const record = JSON.parse(parseRecordLine('a.yml', rule('id: 5\n')));
    expect(Object.keys(record)).toEqual(['path', 'raises', 'collect_raises', 'ok']);
    expect(record.collect_raises).toEqual({
      error_class: 'AttributeError',
      error: "'int' object has no attribute 'replace'",
    });
  });

  it('say why there is no dictionary', () => {
    const record = JSON.parse(parseRecordLine('a.yml', rule('', '{sel: [], condition: sel}')));
    expect(record.rules[0].to_dict_error).toEqual({ error_class: 'IndexError', error: 'list index out of range' });
    expect(record.rules[0].condition_errors[0].error).toBe('Null value must be bound to a field');
  });

  it('hide the names of filters', () => {
    const filter = 'title: f\nlogsource: {category: x}\nfilter: {rules: any, f: {B: y}, condition: not f}\n';
    const line = parseRecordLine('a.yml', `${rule()}---\n${filter}`);
    expect(line).toContain('"condition": "(sel) and (not _filt_XXXXXXXXXX_f)"');
  });

  it('cut long messages', () => {
    const record = JSON.parse(parseRecordLine('a.yml', rule(`level: ${'x'.repeat(2000)}\n`)));
    expect(record.raises.error).toHaveLength(1500);
    expect(record.raises.error_truncated).toBe(true);
  });
});
