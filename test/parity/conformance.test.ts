import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareFile } from '../../scripts/conformance/compare-folder.ts';
import { comparisons } from '../../scripts/conformance/index.ts';
import { concerns, readKnownDifferences } from '../../scripts/conformance/known-differences.ts';
import { oracleFile, readTar } from '../../scripts/conformance/oracle-folder.ts';
import { hasOracle, oraclePath } from '../harness/oracle.ts';

const known = readKnownDifferences(resolve(import.meta.dirname, '../..'));

/** Other files of the same kinds can be named: paths below `oracle/`. */
const files = (
  process.env.SIGMASMITH_CONFORMANCE ??
  [
    'sigmahq/parse.jsonl.gz',
    'dev/synthetic/parse.jsonl.gz',
    'dev/pysigma-tests/parse.jsonl.gz',
    'sigmahq/validate.jsonl.gz',
    'dev/synthetic/validate.jsonl.gz',
    'dev/pysigma-tests/validate.jsonl.gz',
    'dev/unit/conditions.jsonl.gz',
    'dev/unit/extended-correlation-conditions.jsonl.gz',
    'dev/unit/timespans.jsonl.gz',
    'dev/unit/values.jsonl.gz',
  ].join(',')
).split(',');

describe('what pySigma makes of rules, its issues, conditions, time spans and values', () => {
  it.skipIf(!hasOracle('README.md')).each(files)('agrees on every record of %s', (path) => {
    const file = oracleFile(oraclePath(''), path);
    const comparison = comparisons.find((candidate) => candidate.files.test(path));
    expect(comparison, 'a comparison for this kind of file').toBeDefined();
    if (comparison === undefined) return;
    const report = compareFile(file, comparison, known);
    expect(report.records).toBeGreaterThan(0);
    expect(report.healed).toEqual([]);
    expect(report.differences.slice(0, 5)).toEqual([]);
  });
});

describe('known differences', () => {
  it('are few and each has its reason', () => {
    expect(known.length).toBeLessThanOrEqual(20);
    for (const { id, file, path, reason } of known) {
      expect([id, file, path, reason].every((text) => text.length > 0)).toBe(true);
    }
  });

  it('are found by file and record', () => {
    const difference = { id: 'x', file: 'unit/*.jsonl.gz', path: 'a and b', reason: 'an example' };
    expect(concerns(difference, 'unit/conditions.jsonl.gz', 'a and b')).toBe(true);
    expect(concerns(difference, 'dev/unit/conditions.jsonl.gz', 'a and b')).toBe(true);
    expect(concerns(difference, 'unit/conditions.jsonl.gz', 'a')).toBe(false);
    expect(concerns(difference, 'sigmahq/parse.jsonl.gz', 'a and b')).toBe(false);
  });
});

describe('archives of rules', () => {
  it('are read with names of any length', () => {
    const long = `rules/${'x'.repeat(120)}.yml`;
    const archive = Buffer.concat([
      entry('rules/a.yml', 'title: a\n'),
      entry('././@LongLink', `${long}\0`, 'L'),
      entry('cut', 'b'),
    ]);
    expect([...readTar(Buffer.concat([archive, Buffer.alloc(1024)]))]).toEqual([
      ['rules/a.yml', 'title: a\n'],
      [long, 'b'],
    ]);
  });
});

function entry(name: string, content: string, type = '0'): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(content.length.toString(8).padStart(11, '0'), 124);
  header.write(type, 156);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return Buffer.concat([header, body]);
}
