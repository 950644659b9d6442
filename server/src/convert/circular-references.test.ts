import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataFiles } from '../node/data-files.ts';
import { BuiltinPipelines } from '../pipeline/builtin/index.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { backends } from './backends/index.ts';
import { convertCollection } from './convert.ts';

const data = openDataFiles(join(import.meta.dirname, '../../../corpus'));
const splunkWindows = new BuiltinPipelines(data).get('splunk_windows');

const count = (name: string, ...rules: string[]) => `title: ${name}
name: ${name}
correlation:
  type: event_count
  rules: [${rules.join(', ')}]
  group-by: [User]
  timespan: 5m
  condition:
    gte: 10
`;
const base = `title: Base
name: base
logsource:
  product: windows
  service: security
detection:
  selection:
    EventID: 4625
  condition: selection
`;

/** For each error the rule, the text at its place and the message. */
function errorsOf(documents: string[], compat = false, target = 'splunk') {
  const text = documents.join('---\n');
  const { collection } = parseSigma(text, { treatAsSigma: true });
  const pipelines = splunkWindows && target === 'splunk' ? [splunkWindows] : [];
  const { errors, queries } = convertCollection(collection, { target, data, compat, pipelines });
  return {
    converted: queries.map(({ rule }) => rule.name?.value),
    errors: errors.map(({ errorClass, message, span, rule }) => ({
      errorClass,
      message,
      rule: rule?.name?.value,
      at: span && text.slice(span.start, span.end),
    })),
  };
}

describe('correlations that refer to themselves', () => {
  it.each([false, true])('fail with the class of pySigma, at the reference (compat %s)', (compat) => {
    const { errors } = errorsOf([count('itself', 'itself')], compat);
    expect(errors).toMatchObject([{ errorClass: 'SigmaConversionError', rule: 'itself', at: 'itself' }]);
    expect(errors[0]?.message).toContain('refers to itself');
  });

  it.each([false, true])('fail through others, too (compat %s)', (compat) => {
    const { errors } = errorsOf([count('ca', 'cb'), count('cb', 'ca', 'cb')], compat);
    expect(errors.map(({ rule }) => rule).sort()).toEqual(['ca', 'cb']);
    for (const error of errors) expect(error.errorClass).toBe('SigmaConversionError');
    expect(errors.find(({ rule }) => rule === 'cb')).toMatchObject({ at: 'ca' });
    expect(errors[0]?.message).toContain('refers back to this correlation');
  });

  it('fail in circles of many, and with them what refers to one of them', () => {
    const circle = Array.from({ length: 50 }, (_, index) => count(`c${index}`, `c${(index + 1) % 50}`));
    const { errors, converted } = errorsOf([count('outside', 'c7'), ...circle, count('fine', 'base'), base]);
    expect(errors).toHaveLength(51);
    expect(errors.find(({ rule }) => rule === 'outside')).toMatchObject({ at: 'c7' });
    expect(converted).toEqual(['fine']);
  });

  it.each(backends.map(({ id }) => id))('give no query for %s', (target) => {
    for (const compat of [false, true]) {
      const { errors, converted } = errorsOf([base, count('ca', 'base', 'cb'), count('cb', 'ca')], compat, target);
      expect(errors.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['ca', 'cb']));
      expect(converted).not.toContain('ca');
    }
  });
});
